"""Which addresses may be asked, and that connections go to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.ingest.web import FetchOptions, guard
from quotes.ingest.web.guard import is_public, parse_target
from tests.ingest.web.site import Site, make_fetcher, reply, send_on


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "no number",
    ],
)
def test_addresses_that_are_not_on_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://post.example/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("post.example/x", "only http and https"),
        ("http://eva:secret@post.example/x", "user name or password"),
        ("http://post.example@10.0.0.1/x", "user name or password"),
        ("http://@post.example/x", "user name or password"),
        ("http://post.example:25/x", "port 25"),
        ("http://post.example:0/x", "port 0"),
        ("http://post.example:port/x", "no address"),
        ("http://post.example:99999/x", "no address"),
        ("http:///x", "names no host"),
        ("http://[::1/x", "no address"),
        ("http://post.exa mple/x", "a blank"),
        ("http://post.example\\@10.0.0.1/x", "a blank"),
        ("http://post.example/x\r\nHost: other", "a blank"),
        ("http://post%2eexample/x", "broken host"),
    ],
)
def test_addresses_that_are_refused_unasked(url: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        parse_target(url)
    assert caught.value.path == url


def test_an_address_as_it_is_sent() -> None:
    target = parse_target("HTTPS://Zeitung-für.Example/Artikel/ü?q=ä b".replace(" ", "%20"))
    assert target.origin == "https://xn--zeitung-fr-ieb.example"
    assert target.path == "/Artikel/%C3%BC?q=%C3%A4%20b"
    assert parse_target("http://post.example").path == "/"
    assert parse_target("http://post.example?a=1").path == "/?a=1"
    assert parse_target("http://[2606:4700::1111]/").origin == "http://[2606:4700::1111]"


@given(st.text(max_size=40).map("http://{}".format) | st.text(max_size=40))
def test_any_address_is_read_or_refused(url: str) -> None:
    try:
        target = parse_target(url)
    except InputError:
        return
    assert (target.host + target.path).isascii()
    assert not set(target.host + target.path) & set(" \r\n")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_this_machine_by_any_spelling(url: str) -> None:
    # The system's own resolver, which knows these without asking anybody.
    with (
        make_fetcher(FetchOptions(), resolver=guard.resolve) as fetcher,
        pytest.raises(InputError, match="inside this machine or a private network") as caught,
    ):
        fetcher.fetch(url)
    assert "--allow-private" in caught.value.remedy
    assert caught.value.path == url


@pytest.mark.parametrize(
    "addresses", [("10.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::1", "93.184.216.34")]
)
def test_a_name_that_stands_for_a_private_address(addresses: tuple[str, ...]) -> None:
    with (
        make_fetcher(FetchOptions(), resolver=lambda _host, _port: addresses) as fetcher,
        pytest.raises(InputError, match="private network"),
    ):
        fetcher.fetch("http://post.example/")


@pytest.fixture
def believe_public(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """This machine counts as a public one, so that what is refused can be seen beside what is not."""
    real = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1" or real(address))
    monkeypatch.setattr(guard, "USUAL_PORTS", {80, 443, site.port})


NAMES = {"post.example": "127.0.0.1", "inside.example": "10.0.0.1"}


@pytest.mark.usefixtures("believe_public")
@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://inside.example/", "10.0.0.1, inside this machine or a private network"),
        ("http://eva:secret@post.example/", "user name"),
        ("file:///etc/passwd", "only http and https"),
        ("http://post.example:22/", "port 22"),
        ("http://[", "sends on to"),
        ("", "sends on to nowhere"),
    ],
)
def test_a_redirect_is_checked_like_any_address(site: Site, to: str, reason: str) -> None:
    site.pages["/a"] = send_on(to)
    with (
        make_fetcher(FetchOptions(), resolver=lambda host, _: (NAMES[host],)) as fetcher,
        pytest.raises(InputError) as caught,
    ):
        fetcher.fetch(site.url("/a"))
    assert reason in str(caught.value)
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.usefixtures("believe_public")
def test_a_robots_file_sends_nobody_inside(site: Site) -> None:
    site.pages |= {"/robots.txt": send_on("http://inside.example/"), "/a": reply()}
    with (
        make_fetcher(FetchOptions(), resolver=lambda host, _: (NAMES[host],)) as fetcher,
        pytest.raises(InputError, match="private network"),
    ):
        fetcher.fetch(site.url("/a"))
    assert site.asked == ["/robots.txt"]


@pytest.mark.usefixtures("believe_public")
def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    # One answer each for the connections to robots.txt and to the page; the last for whoever asks again after
    # the check.
    answers = ["127.0.0.1", "127.0.0.1", "10.0.0.1"]
    site.pages["/a"] = reply()
    with make_fetcher(FetchOptions(), resolver=lambda _host, _port: (answers.pop(0),)) as fetcher:
        assert fetcher.fetch(site.url("/a")).body
        assert answers == ["10.0.0.1"]
        with pytest.raises(InputError, match="private network"):
            fetcher.fetch(site.url("/a", host="again.example"))
