"""Pages over TLS: the certificate must be of the host that was asked for, whatever address it has."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.errors import InputError
from tests.ingest.web.site import PAGE, Site, make_fetcher, reply, run_site

OPTIONS = """req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2
-subj /CN=post.example -addext subjectAltName=DNS:post.example"""
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs openssl to make a certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of post.example and its key, made anew so that none lies in the project."""
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [str(OPENSSL), *OPTIONS.split(), "-keyout", str(key), "-out", str(made)],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.fixture
def safe_site(certificate: tuple[Path, Path]) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with run_site(context) as site:
        site.pages["/a"] = reply()
        yield site


def test_a_page_over_tls(
    safe_site: Site, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with make_fetcher() as fetcher:
        assert fetcher.fetch(safe_site.url("/a").replace("http:", "https:")).body == PAGE.encode()
        with pytest.raises(InputError, match="cannot prove that it is what it says") as caught:
            fetcher.fetch(safe_site.url("/a", "other.example").replace("http:", "https:"))
    assert "certificate" in str(caught.value)


def test_a_certificate_that_nobody_knows(safe_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with make_fetcher() as fetcher, pytest.raises(InputError, match="cannot prove that it is what it says"):
        fetcher.fetch(safe_site.url("/a").replace("http:", "https:"))
    assert safe_site.asked == []
