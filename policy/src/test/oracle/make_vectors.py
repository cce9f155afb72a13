"""Writes the vectors that the Java tests compare with: Hugging Face's LlamaForCausalLM, torch.optim.AdamW and losses written
down here from the papers, all in fp32 on a CPU.

    pip install "torch<3" "transformers==4.36.2" safetensors "numpy<2"
    python make_vectors.py ../resources/dev/caravan/policy/oracle
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

CASES = {
    "gqa": dict(num_key_value_heads=2, tie_word_embeddings=False, rope_theta=10000.0),
    "tied": dict(num_key_value_heads=4, tie_word_embeddings=True, rope_theta=500.0),
}
LENGTHS = [11, 2, 7, 11, 5, 9]  # rows of the batch; rows 2p and 2p + 1 are also the sides of preference pair p
FROM = [4, 1, 3, 6, 2, 5]  # first scored token of a row


def build(options):
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=37, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
        max_position_embeddings=64, rms_norm_eps=1e-5, initializer_range=0.3, **options)
    model = LlamaForCausalLM(config).float()
    with torch.no_grad():
        for name, p in model.named_parameters():
            if "norm" in name:
                p.copy_(1 + 0.2 * torch.randn_like(p))
            p.copy_(p.bfloat16().float())
    return config, model


def log_probs(model, rows):
    """Log-prob of every token but the first, one tensor a row; each row on its own, so that nothing is padded."""
    out = []
    for row in rows:
        logits = model(row[None]).logits[0, :-1]
        out.append(torch.log_softmax(logits, -1).gather(-1, row[1:, None])[:, 0])
    return out


def gradients(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad.clone() for n, p in model.named_parameters()}


def scored(rows, values):
    return torch.cat([v[start - 1:] for v, start in zip(values, FROM)])


def policy_gradient(new, w, advantage, behaviour, proximal, reference, low, high, cap, kl):
    r = (new - proximal).exp()
    c = (proximal - behaviour).exp().clamp(max=cap)
    surrogate = torch.min(r * advantage, r.clamp(1 - low, 1 + high) * advantage)
    penalty = (reference - new).exp() - (reference - new) - 1
    return (w * (-c * surrogate + kl * penalty)).sum()


def dpo(values, references, weights, beta, normalised):
    rewards = []
    for v, start, ref in zip(values, FROM, references):
        answer = v[start - 1:]
        rewards.append(beta / (len(answer) if normalised else 1) * (answer.sum() - ref))
    loss = 0
    for p, w in enumerate(weights):
        loss = loss - w * torch.nn.functional.logsigmoid(rewards[2 * p] - rewards[2 * p + 1])
    return loss


def train(model, rows, w, out):
    """Three AdamW steps on fp32 masters, the forward on their bf16 rounding, clipped to a norm of 0.5."""
    masters = {n: p.detach().clone().requires_grad_() for n, p in model.named_parameters()}
    decays = [p for p in masters.values() if p.dim() > 1]
    gains = [p for p in masters.values() if p.dim() == 1]
    optimizer = torch.optim.AdamW(
        [dict(params=decays, weight_decay=0.1), dict(params=gains, weight_decay=0.0)], lr=0.01, betas=(0.9, 0.98), eps=1e-8)
    norms = []
    for _ in range(3):
        new = scored(rows, log_probs(model, rows))
        for n, g in gradients(model, -(w * new).sum()).items():
            masters[n].grad = g
        norms.append(torch.nn.utils.clip_grad_norm_(masters.values(), 0.5))
        optimizer.step()
        with torch.no_grad():
            for n, p in model.named_parameters():
                p.copy_(masters[n].bfloat16().float())
    out["train.norms"] = torch.stack(norms)
    for n, p in masters.items():
        out["train.master." + n] = p.detach()


def main(folder):
    for case, options in CASES.items():
        config, model = build(options)
        rows = [torch.randint(0, config.vocab_size, (n,)) for n in LENGTHS]
        out = {"weights." + n: p.detach().bfloat16() for n, p in model.named_parameters()}
        out["tokens"] = torch.cat(rows)
        out["lengths"] = torch.tensor(LENGTHS)
        out["from"] = torch.tensor(FROM)
        with torch.no_grad():
            out["logits"] = torch.cat([model(r[None]).logits[0] for r in rows])
        count = sum(n - f for n, f in zip(LENGTHS, FROM))
        w = torch.rand(count) / count
        with torch.no_grad():
            now = scored(rows, log_probs(model, rows))
        advantage = torch.randn(count)
        behaviour = now + 0.4 * torch.randn(count)
        proximal = behaviour + 0.3 * torch.randn(count)
        reference = now + 0.5 * torch.randn(count)
        out.update({"w": w, "advantage": advantage, "behaviour": behaviour, "proximal": proximal, "reference": reference})

        losses = {"ce": lambda: -(w * scored(rows, log_probs(model, rows))).sum()}
        if case == "gqa":
            losses["pg"] = lambda: policy_gradient(
                scored(rows, log_probs(model, rows)), w, advantage, behaviour, proximal, reference, 0.2, 0.28, 1.2, 0.1)
            sums = torch.stack([v[f - 1:].sum() for v, f in zip(log_probs(model, rows), FROM)]).detach()
            references = sums + torch.randn(len(rows))
            pair_weights = torch.tensor([0.5, 0.3, 0.2])
            out.update({"dpo.reference": references, "dpo.weights": pair_weights})
            losses["dpo"] = lambda: dpo(log_probs(model, rows), references, pair_weights, 0.5, False)
            losses["dpo_normalised"] = lambda: dpo(log_probs(model, rows), references, pair_weights, 5.0, True)
        for name, loss in losses.items():
            value = loss()
            out[name + ".loss"] = value.detach().reshape(1)
            for n, g in gradients(model, value).items():
                out[name + ".grad." + n] = g
        if case == "gqa":
            train(model, rows, w, out)
        shape = dict(json.loads(config.to_json_string()), architectures=["LlamaForCausalLM"],
                     bos_token_id=1, eos_token_id=2, pad_token_id=0)
        save_file({k: v.contiguous() for k, v in out.items()}, Path(folder) / (case + ".safetensors"),
                  metadata={"config": json.dumps(shape)})


main(sys.argv[1])
