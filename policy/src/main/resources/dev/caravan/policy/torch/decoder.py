# All numerics of the policy, in TorchScript's serialised dialect: compiled by libtorch when a TorchSession opens; no Python runs.
#
# Letters in shapes:
#   N tokens of a packed batch     B rows of a padded batch     T longest row
#   D hidden width                 F width inside the MLP       V vocabulary
#   H query heads                  K key/value heads            G = H / K            E head width
#   S slots of a tile              C capacity of a slot         L cached positions attended to
#   R scored positions             P preference pairs
#
# w, the weights: [0] embedding [V, D]; then per layer i, from o = 1 + 6 i:
#   [o] attention norm [D]   [o+1] queries, keys, values [(H + 2K) E, D]   [o+2] attention output [D, H E]
#   [o+3] MLP norm [D]       [o+4] gate, up [2F, D]                        [o+5] down [D, F]
# then the last norm [D] and the head [V, D], which is [0] again where they are tied.
# cos, sin: [positions, E].   dims: [layers, H, K, E].   dtype numbers: 5 = float16, 6 = float32, 15 = bfloat16.
class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # ---- decoder ----

  def norm(self: __torch__.M, x: Tensor, gain: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], gain, eps)

  # Rotary positions (Su et al. 2021) in the half-split layout of Hugging Face. x [N, heads, E], cos and sin [N, 1, E]; the
  # first half of sin is negated, so that swapping the halves of x is all there is to do.
  def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    return torch.addcmul(x * cos, torch.roll(x, [torch.size(x, -1) // 2], [-1]), sin)

  # SwiGLU (Shazeer 2020).
  def feed_forward(self: __torch__.M, x: Tensor, w: List[Tensor], o: int, eps: float) -> Tensor:
    h = torch.chunk(torch.linear(self.norm(x, w[o + 3], eps), w[o + 4], None), 2, -1)
    return torch.linear(torch.silu(h[0]) * h[1], w[o + 5], None)

  # Packed [N, heads, E] to padded [B, heads, T, E]; `rows` [N] says where b * T + t each token goes.
  def pad(self: __torch__.M, x: Tensor, rows: Tensor, b: int, t: int) -> Tensor:
    n, heads, e = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2)
    if n != b * t:
      x = torch.index_copy(torch.zeros([b * t, heads, e]), 0, rows, x)
    return torch.transpose(torch.view(x, [b, t, heads, e]), 1, 2)

  # The hidden states [N, D] behind the last norm, and keys and values [N, K, E] of every layer. ids [N].
  # Linear layers see packed tokens; only attention pads, on the right, where the causal mask hides it from every token.
  def hidden(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
    layers, heads, kv, e = dims[0], dims[1], dims[2], dims[3]
    n = torch.size(ids, 0)
    at = torch.remainder(rows, t)
    c = torch.unsqueeze(torch.index_select(cos, 0, at), 1)
    s = torch.unsqueeze(torch.index_select(sin, 0, at), 1)
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    x = torch.embedding(w[0], ids)
    for i in range(layers):
      o = 1 + 6 * i
      qkv = torch.view(torch.linear(self.norm(x, w[o], eps), w[o + 1], None), [n, heads + 2 * kv, e])
      qk = self.rotate(torch.slice(qkv, 1, 0, heads + kv), c, s)
      v = torch.slice(qkv, 1, heads + kv, heads + 2 * kv)
      keys = torch.append(keys, torch.slice(qk, 1, heads, heads + kv))
      values = torch.append(values, v)
      pqk = self.pad(qk, rows, b, t)
      pq = torch.slice(pqk, 1, 0, heads)
      pk = torch.slice(pqk, 1, heads, heads + kv)
      pv = self.pad(v, rows, b, t)
      if heads != kv:
        pk = torch.repeat_interleave(pk, heads // kv, 1)
        pv = torch.repeat_interleave(pv, heads // kv, 1)
      a = torch.scaled_dot_product_attention(pq, pk, pv, None, 0., True, scale=None, enable_gqa=False)
      a = torch.reshape(torch.transpose(a, 1, 2), [b * t, heads * e])
      if n != b * t:
        a = torch.index_select(a, 0, rows)
      x = x + torch.linear(a, w[o + 2], None)
      x = x + self.feed_forward(x, w, o, eps)
    return (self.norm(x, w[-2], eps), keys, values)

  # Logits [R, V] of what follows the packed positions `at` [R].
  def logits(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int, at: Tensor) -> Tensor:
    x = (self.hidden(w, cos, sin, dims, eps, ids, rows, b, t))[0]
    return torch.linear(torch.index_select(x, 0, at), w[-1], None)

  def pick(self: __torch__.M, log_probs: Tensor, targets: Tensor) -> Tensor:
    return torch.squeeze(torch.gather(log_probs, -1, torch.unsqueeze(targets, -1)), -1)

  # ---- losses: (scalar to differentiate, statistics) ----

  def score(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int, at: Tensor, targets: Tensor) -> Tensor:
    return self.pick(torch.log_softmax(self.logits(w, cos, sin, dims, eps, ids, rows, b, t, at), -1), targets)

  # weights [R].
  def cross_entropy(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int, at: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    new = self.score(w, cos, sin, dims, eps, ids, rows, b, t, at, targets)
    return torch.neg(torch.sum(weights * new))

  # Everything per token [R]. Statistics: sum of ratios, max |ratio - 1|, clipped tokens, k3 KL sum, entropy sum.
  def policy_gradient(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int, at: Tensor, targets: Tensor, weights: Tensor, advantages: Tensor, behaviour: Tensor, proximal: Tensor, reference: Tensor, low: float, high: float, cap: float, kl: float) -> Tuple[Tensor, Tensor]:
    log_probs = torch.log_softmax(self.logits(w, cos, sin, dims, eps, ids, rows, b, t, at), -1)
    new = self.pick(log_probs, targets)
    ratio = torch.exp(new - proximal)
    free = ratio * advantages
    bounded = torch.clamp(ratio, 1. - low, 1. + high) * advantages
    importance = torch.clamp(torch.exp(proximal - behaviour), None, cap)
    loss = torch.neg(torch.sum(weights * importance * torch.minimum(free, bounded)))
    if kl > 0.:
      gap = reference - new
      loss = loss + kl * torch.sum(weights * (torch.exp(gap) - gap - 1.))
    fixed = torch.detach(log_probs)
    gain = torch.detach(new) - behaviour
    moved = torch.exp(gain)
    statistics = torch.stack([
        torch.sum(moved),
        torch.max(torch.abs(moved - 1.)),
        torch.to(torch.sum(torch.lt(torch.detach(bounded), torch.detach(free))), 6),
        torch.sum(moved - 1. - gain),
        torch.neg(torch.sum(torch.exp(fixed) * fixed))])
    return (loss, statistics)

  # Rows 2p and 2p + 1 are the chosen and the rejected side of pair p. side [R]: row of each scored token; scale [2P]: beta over
  # the tokens to average; reference [2P]; weights [P]. Statistics: right pairs, sum of margins.
  def dpo(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor, rows: Tensor, b: int, t: int, at: Tensor, targets: Tensor, side: Tensor, scale: Tensor, reference: Tensor, weights: Tensor) -> Tuple[Tensor, Tensor]:
    new = self.score(w, cos, sin, dims, eps, ids, rows, b, t, at, targets)
    total = torch.index_add(torch.zeros_like(reference), 0, side, new)
    reward = torch.view(scale * (total - reference), [-1, 2])
    margin = torch.select(reward, 1, 0) - torch.select(reward, 1, 1)
    fixed = torch.detach(margin)
    statistics = torch.stack([torch.to(torch.sum(torch.gt(fixed, 0)), 6), torch.sum(fixed)])
    return (torch.neg(torch.sum(weights * torch.log_sigmoid(margin))), statistics)

  # ---- generation ----

  # Keys and values [layers, 2, K, N, E] of one prompt.
  def prefill(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, ids: Tensor) -> Tensor:
    n = torch.size(ids, 0)
    h = self.hidden(w, cos, sin, dims, eps, ids, torch.arange(n), 1, n)
    return torch.transpose(torch.stack([torch.stack(h[1]), torch.stack(h[2])], 1), 2, 3)

  # Writes a prompt's keys and values to some slots of a tile's cache [layers, 2, S, K, C, E]. slots [n].
  def fill(self: __torch__.M, cache: Tensor, slots: Tensor, prefix: Tensor) -> Tensor:
    n = torch.size(prefix, 3)
    size = [torch.size(prefix, 0), 2, torch.size(slots, 0), torch.size(prefix, 2), n, torch.size(prefix, 4)]
    return torch.index_copy_(torch.slice(cache, 4, 0, n), 2, slots, torch.expand(torch.unsqueeze(prefix, 2), size))

  # Copies the first n positions of a slot to a slot of another tile.
  def move(self: __torch__.M, cache: Tensor, slot: int, to_cache: Tensor, to: int, n: int) -> Tensor:
    return torch.copy_(torch.slice(torch.select(to_cache, 2, to), 3, 0, n), torch.slice(torch.select(cache, 2, slot), 3, 0, n))

  # Sampling by inverse CDF: the first token at which the cumulated probability reaches a uniform number, so that a slot's choice
  # depends on nothing but its own logits [S, V] and uniform [S, 1]. Temperature 0 is argmax. temperature, top_p [S, 1].
  def sample(self: __torch__.M, logits: Tensor, uniform: Tensor, temperature: Tensor, top_p: Tensor, truncate: bool) -> Tensor:
    p = torch.softmax(logits / torch.masked_fill(temperature, torch.eq(temperature, 0), 1.), -1)
    if truncate:
      falling = (torch.sort(p, -1, True))[0]
      before = torch.cumsum(falling, -1) - falling
      least = torch.amin(torch.masked_fill(falling, torch.ge(before, top_p), 2.), [-1], True)
      p = torch.masked_fill(p, torch.logical_and(torch.lt(p, least), torch.lt(top_p, 1)), 0.)
    reached = torch.cumsum(p, -1)
    drawn = torch.sum(torch.lt(reached, uniform * torch.slice(reached, 1, -1)), [-1])
    drawn = torch.clamp(drawn, None, torch.size(logits, 1) - 1)
    return torch.where(torch.gt(torch.squeeze(temperature, -1), 0), drawn, torch.argmax(logits, -1))

  # Decodes one token per slot and per column of uniform [S, steps]. last [S]: the newest token of each slot, not yet cached;
  # position [S]: where it goes. Keys and values are written to the cache in place. Returns tokens and log-probs [S, steps].
  # Attention sees S K sequences of G heads that share keys by a stride of 0: no key is copied, and every head is a product of
  # matrix and vector. Several queries at once would be a matrix product, whose sums MKL groups by the number of positions,
  # masked ones included; a slot's bits would then depend on how far its neighbours have come.
  def decode(self: __torch__.M, w: List[Tensor], cos: Tensor, sin: Tensor, dims: List[int], eps: float, cache: Tensor, last: Tensor, position: Tensor, uniform: Tensor, temperature: Tensor, top_p: Tensor, truncate: bool, length: int) -> Tuple[Tensor, Tensor]:
    layers, heads, kv, e = dims[0], dims[1], dims[2], dims[3]
    slots, capacity = torch.size(cache, 2), torch.size(cache, 4)
    group = heads // kv
    shared = [slots * kv, group, length, e]
    columns = torch.arange(length)
    start = torch.view(torch.arange(2 * slots * kv) * capacity, [2, slots, kv])
    tokens = annotate(List[Tensor], [])
    log_probs = annotate(List[Tensor], [])
    for j in range(torch.size(uniform, 1)):
      at = torch.clamp(position + j, None, capacity - 1)
      cached = torch.reshape(start + torch.unsqueeze(at, 1), [-1])
      mask = torch.masked_fill(torch.zeros([slots, length]), torch.gt(columns, torch.unsqueeze(at, 1)), -1.0e30)
      mask = torch.view(torch.repeat_interleave(mask, kv, 0), [slots * kv, 1, 1, length])
      c = torch.unsqueeze(torch.index_select(cos, 0, at), 1)
      s = torch.unsqueeze(torch.index_select(sin, 0, at), 1)
      x = torch.embedding(w[0], last)
      for i in range(layers):
        o = 1 + 6 * i
        qkv = torch.view(torch.linear(self.norm(x, w[o], eps), w[o + 1], None), [slots, heads + 2 * kv, e])
        qk = self.rotate(torch.slice(qkv, 1, 0, heads + kv), c, s)
        q = torch.reshape(torch.slice(qk, 1, 0, heads), [slots * kv, group, 1, e])
        fresh = torch.stack([torch.slice(qk, 1, heads, heads + kv), torch.slice(qkv, 1, heads + kv, heads + 2 * kv)])
        layer = torch.select(cache, 0, i)
        torch.index_copy_(torch.view(layer, [-1, e]), 0, cached, torch.view(fresh, [-1, e]))
        both = torch.slice(torch.view(layer, [2, slots * kv, 1, capacity, e]), 3, 0, length)
        k = torch.expand(torch.select(both, 0, 0), shared)
        v = torch.expand(torch.select(both, 0, 1), shared)
        a = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=None, enable_gqa=False)
        x = x + torch.linear(torch.reshape(a, [slots, heads * e]), w[o + 2], None)
        x = x + self.feed_forward(x, w, o, eps)
      logits = torch.linear(self.norm(x, w[-2], eps), w[-1], None)
      last = self.sample(logits, torch.slice(uniform, 1, j, j + 1), temperature, top_p, truncate)
      tokens = torch.append(tokens, last)
      log_probs = torch.append(log_probs, self.pick(torch.log_softmax(logits, -1), last))
    return (torch.stack(tokens, 1), torch.stack(log_probs, 1))

  # ---- optimizer ----

  def gradient_norm(self: __torch__.M, gradients: List[Tensor]) -> Tensor:
    return torch.norm(torch.stack(torch._foreach_norm(gradients)))

  # Scales the gradients, updates master, its moments m and v and the step counts in place.
  def adamw(self: __torch__.M, master: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], scale: float, rate: float, beta1: float, beta2: float, decay: float, eps: float) -> Tensor:
    torch._foreach_mul_(gradients, scale)
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(master, gradients, m, v, [], steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
    return steps[0]

  def zero(self: __torch__.M, tensors: List[Tensor]) -> Tensor:
    torch._foreach_zero_(tensors)
    return tensors[0]

  # ---- bf16: DJL knows no such type, so its bits travel as float16 ----

  # The values rounded to bf16 into `weights`, fp32 still.
  def round_to(self: __torch__.M, master: List[Tensor], weights: List[Tensor]) -> Tensor:
    for i in range(torch.len(master)):
      torch.copy_(weights[i], torch.to(master[i], 15))
    return weights[0]

  def widen(self: __torch__.M, bits: Tensor) -> Tensor:
    return torch.to(torch.view_copy(bits, dtype=15), 6)

  def narrow(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.view_copy(torch.to(x, 15), dtype=5)

  def assign(self: __torch__.M, to: Tensor, values: Tensor) -> Tensor:
    return torch.copy_(to, values)

  def copy(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.clone(x)
