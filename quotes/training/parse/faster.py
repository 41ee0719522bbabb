"""What takes most of the time when Stanza's models train on a processor, done with less work.

The loss and what is learned stay the same, apart from where dropout falls.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from stanza.models.common.char_model import CharacterModel
from stanza.models.common.packed_lstm import PackedLSTM
from stanza.models.common.utils import tensor_unsort
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.model import Tagger
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pack_sequence, pad_packed_sequence

from quotes.training.parse.loop import unique_rows

# Words of up to this many letters go through the character model together, longer ones apart: one web address
# would make a rectangle of mostly padding.
SHORT = 16


@contextmanager
def faster_steps() -> Iterator[None]:
    """Let Stanza's models train faster inside the block."""
    places = (
        (PackedLSTM, "forward"),
        (CharacterModel, "forward"),
        (GraphParser, "loss"),
        (Tagger, "forward"),
    )
    kept = [getattr(owner, name) for owner, name in places]
    better = (run_rectangles, read_letters, score_gold_arcs, score_tags)
    for (owner, name), function in zip(places, better, strict=True):
        setattr(owner, name, function)
    # Gradients that vanish over a sentence become denormal numbers, which slow a processor down ten times.
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
        for (owner, name), function in zip(places, kept, strict=True):
            setattr(owner, name, function)


def run_rectangles(module: Any, packed: PackedSequence, lengths: Any, hx: Any) -> Any:
    """`PackedLSTM.forward` over rectangles with padding, forward and over turned sequences.

    The gradient of torch's packed sequences takes time with the square of their length. The last cell states
    are not given, since nothing of Stanza's reads them.
    """
    del lengths
    lstm = module.lstm
    steps, sequences = len(packed.batch_sizes), int(packed.batch_sizes[0])
    sizes = packed.batch_sizes
    starts = sizes.cumsum(0) - sizes
    length = (sizes[:, None] > torch.arange(sequences)).sum(0)
    step, sequence = torch.arange(steps)[:, None], torch.arange(sequences)
    inside = step < length
    last = torch.arange(sequences) + (length - 1) * sequences
    ways = []
    for turned in (False, True)[: 1 + lstm.bidirectional]:
        source = (length - 1 - step).clamp(min=0) if turned else step.expand(-1, sequences)
        index = torch.where(inside, starts[source] + sequence, 0)
        # Places in the packed data are in the order of `inside`, step by step.
        back = (source * sequences + sequence)[inside]
        ways.append((index.flatten(), back))
    flat, ends = packed.data, []
    for layer in range(lstm.num_layers):
        if layer:
            flat = nn.functional.dropout(flat, lstm.dropout, module.training)
        outputs = []
        for way, (index, back) in enumerate(ways):
            suffix = f"l{layer}_reverse" if way else f"l{layer}"
            weights = [
                getattr(lstm, f"{n}_{suffix}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            ]
            row = layer * len(ways) + way
            rectangle = flat.index_select(0, index).view(steps, sequences, -1)
            start = [hx[0][row : row + 1], hx[1][row : row + 1]]
            output, _, _ = torch.lstm(rectangle, start, weights, True, 1, 0.0, True, False, False)
            output = output.reshape(steps * sequences, -1)
            ends.append(output.index_select(0, last))
            outputs.append(output.index_select(0, back))
        flat = torch.cat(outputs, 1) if len(outputs) > 1 else outputs[0]
    hidden = torch.stack(ends)
    return packed._replace(data=flat), (hidden, hidden)


def read_letters(
    model: Any, chars: Tensor, chars_mask: Tensor, word_orig_idx: Any, sentlens: Any, wordlens: Any
) -> Any:
    """`CharacterModel.forward` that reads each word of a batch once, not at each of its places."""
    del chars_mask, wordlens
    rows, which = unique_rows(chars)
    lengths = (rows != 0).sum(1)
    long = int((lengths > SHORT).sum())
    parts = [_read_rows(model, rows[part], lengths[part]) for part in (slice(long), slice(long, None))]
    words = tensor_unsort(torch.cat(parts)[which], word_orig_idx)
    packed = pack_sequence(words.split(sentlens))
    return pad_packed_sequence(packed, batch_first=True)[0] if model.pad else packed


def _read_rows(model: Any, rows: Tensor, lengths: Tensor) -> Tensor:
    if not len(rows):
        return torch.empty(0, model.num_dir * model.args["char_hidden_dim"])
    letters = model.dropout(model.char_emb(rows[:, : int(lengths[0])]))
    packed = pack_padded_sequence(letters, lengths, batch_first=True)
    states = tuple(
        state.expand(-1, len(rows), -1).contiguous()
        for state in (model.charlstm_h_init, model.charlstm_c_init)
    )
    output, (hidden, _) = model.charlstm(packed, lengths, hx=states)
    if not model.attn:
        both: Tensor = hidden[-2:].transpose(0, 1).reshape(len(rows), -1)
        return both
    weights = torch.sigmoid(model.char_attn(model.dropout(output.data)))
    weighted = output._replace(data=output.data * weights)
    result: Tensor = pad_packed_sequence(weighted, batch_first=True)[0].sum(1)
    return result


def score_gold_arcs(
    model: Any,
    word: Tensor,
    word_mask: Tensor,
    wordchars: Tensor,
    wordchars_mask: Tensor,
    upos: Tensor,
    xpos: Tensor,
    ufeats: Tensor,
    pretrained: Tensor,
    lemma: Tensor,
    head: Tensor,
    deprel: Tensor,
    *rest: Any,
) -> tuple[Tensor, None]:
    """`GraphParser.loss` that scores labels, directions and lengths for the gold arcs, not for all pairs."""
    states = model.embed(
        word, word_mask, wordchars, wordchars_mask, upos, xpos, ufeats, pretrained, lemma, head, deprel, *rest
    )
    # Places of the words in the flat states, and those of their heads: (words,)
    sentences, length = word.shape
    inside = ~word_mask[:, 1:]
    offset = torch.arange(sentences)[:, None] * length
    words = (offset + torch.arange(1, length)[None])[inside]
    heads = (offset + head)[inside]
    # Stanza draws what it drops anew for every scorer, which takes long.
    left, right = model.drop(states), model.drop(states)
    arcs = model.unlabeled(left, right).squeeze(3)
    pairs = left.flatten(0, 1)[words], right.flatten(0, 1)[heads]
    far = heads - words
    with torch.no_grad():
        # What the decoder adds to the score of an arc: how well it fits the direction and the length.
        places = torch.arange(length)
        offsets = (places[None, :] - places[:, None]).float()
        direction = model.linearization(states, states).squeeze(3)
        distance = model.distance(states, states).squeeze(3)
        extra = nn.functional.logsigmoid(direction * offsets.sign())
        extra -= torch.log((offsets.abs() - 1 - nn.functional.softplus(distance)) ** 2 / 2 + 1)
    arcs = (arcs + extra).masked_fill(torch.eye(length, dtype=torch.bool), -torch.inf)
    arcs = arcs.masked_fill(word_mask[:, None, :], -torch.inf)[:, 1:][inside]
    loss = nn.functional.cross_entropy(arcs, head[inside], reduction="sum")

    labels = score_pairs(model.deprel, *pairs)
    loss = loss + nn.functional.cross_entropy(labels, deprel[inside] - VOCAB_PREFIX_SIZE, reduction="sum")
    ahead = score_pairs(model.linearization, *pairs).squeeze(1)
    loss = loss - nn.functional.logsigmoid(ahead * far.sign()).sum()
    expected = 1 + nn.functional.softplus(score_pairs(model.distance, *pairs).squeeze(1))
    loss = loss + torch.log((far.abs().float() - expected) ** 2 / 2 + 1).sum()
    return loss / wordchars.size(0), None


def score_pairs(scorer: Any, dependents: Tensor, heads: Tensor) -> Tensor:
    """A deep biaffine scorer of Stanza's for given pairs: (pairs, outputs)."""
    left = scorer.dropout(scorer.hidden_func(scorer.W1(dependents)))
    right = scorer.dropout(scorer.hidden_func(scorer.W2(heads)))
    left, right = (nn.functional.pad(side, (0, 1), value=1.0) for side in (left, right))
    bilinear = scorer.scorer.W_bilin
    size, other, outputs = bilinear.weight.shape
    between = (left @ bilinear.weight.reshape(size, -1)).view(-1, other, outputs)
    result: Tensor = torch.bmm(right[:, None], between)[:, 0] + bilinear.bias
    return result


def score_tags(
    model: Any,
    word: Tensor,
    word_mask: Tensor,
    wordchars: Tensor,
    wordchars_mask: Tensor,
    tags: Any,
    pretrained: Tensor,
    word_orig_idx: Any,
    sentlens: Any,
    wordlens: Any,
    text: Any,
) -> tuple[Tensor, None]:
    """`Tagger.forward` that scores the parts of the features together; it gives the loss alone.

    For models whose columns share a hidden layer.
    """
    del word_mask, text

    def pack(rectangle: Tensor) -> Any:
        return pack_padded_sequence(rectangle, sentlens, batch_first=True)

    letters = model.charmodel(wordchars, wordchars_mask, word_orig_idx, sentlens, wordlens)
    frequent = pack(model.word_emb(word))
    known = pack(model.trans_pretrained(model.pretrained_emb(pretrained)))
    inputs = torch.cat((frequent.data, known.data, model.trans_char(model.drop(letters.data))), 1)
    inputs = model.drop(model.worddrop(inputs, model.drop_replacement))
    states = (model.taggerlstm_h_init, model.taggerlstm_c_init)
    output, _ = model.taggerlstm(
        frequent._replace(data=inputs),
        sentlens,
        hx=tuple(state.expand(-1, len(word), -1).contiguous() for state in states),
    )
    hidden = model.drop(nn.functional.relu(model.upos_hid(model.drop(output.data))))
    layers, gold = [model.upos_clf], [pack(tags[0]).data]
    for name in model.eval_order:
        column = pack(tags[model.tag_index[name]]).data
        own = model.tag_clf[name]
        layers += list(own) if isinstance(own, nn.ModuleList) else [own]
        gold += list(column.unbind(1)) if column.dim() == 2 else [column]
    scores = nn.functional.linear(
        hidden, torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers])
    )
    parts = torch.split(scores, [layer.out_features for layer in layers], 1)
    losses = [model.crit(part, ids) for part, ids in zip(parts, gold, strict=True)]
    return torch.stack(losses).sum(), None
