  # Activations are N, C, H, W; 15 is bfloat16, 6 is float32, memory format 2 is channels_last.
  def to_float32(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6)

  def to_channels_last_float32(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, True, memory_format=2)

  def to_channels_last_bfloat16(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 15, False, True, memory_format=2)

  # Convolutions keep the size (padding = kernel // 2) and cast the weights to the type of x, so
  # that float32 master weights serve bfloat16 activations.
  def conv2d(self: __torch__.Ops, x: Tensor, weight: Tensor) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, None, [1, 1], [p, p], [1, 1], 1)

  def conv2d_bias(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    b = torch.to(bias, ops.prim.dtype(x))
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, b, [1, 1], [p, p], [1, 1], 1)

  def conv2d_bias_relu(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    b = torch.to(bias, ops.prim.dtype(x))
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.relu(torch.conv2d(x, w, b, [1, 1], [p, p], [1, 1], 1))

  # Transposed 2x2 convolution of stride 2. Where it is trained the bias is added on its own: a
  # transposed convolution's gradient for it reads the whole map once per channel.
  def up_conv2d(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    b = torch.to(bias, ops.prim.dtype(x))
    if ops.prim.requires_grad(bias):
      y = torch.add_(torch.conv_transpose2d(x, w, None, [2, 2], [0, 0], [0, 0], 1, [1, 1]), torch.view(b, [1, -1, 1, 1]))
    else:
      y = torch.conv_transpose2d(x, w, b, [2, 2], [0, 0], [0, 0], 1, [1, 1])
    return y

  # Zeros on the right and below, or bilinear interpolation with aligned corners, to like's size.
  def pad_to(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
    rows = torch.sub(torch.size(like, 2), torch.size(x, 2))
    columns = torch.sub(torch.size(like, 3), torch.size(x, 3))
    if torch.eq(torch.add(rows, columns), 0):
      y = x
    else:
      y = torch.constant_pad_nd(x, [0, columns, 0, rows], 0)
    return y

  def resize_to(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
    return torch.upsample_bilinear2d(x, [torch.size(like, 2), torch.size(like, 3)], True, None, None)

  def max_pool2d(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)

  # An average without a divisor.
  def sum_pool2d(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [16, 16], [16, 16], [0, 0], True, True, 1)

  def softplus(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.softplus(x, 1, 20)

  def global_mean(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.adaptive_avg_pool2d(x, [1, 1])

  def concat(self: __torch__.Ops, a: Tensor, b: Tensor) -> Tensor:
    return torch.cat([a, b], 1)

  # Not in place: that takes twice the time in bfloat16.
  def relu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu(x)

  def add_relu(self: __torch__.Ops, a: Tensor, b: Tensor) -> Tensor:
    return torch.relu(torch.add(a, b))

  # Batch statistics; mean and var are updated in place with momentum 0.1. With fewer than 16
  # channels PyTorch's kernel for channels_last takes two to fifteen times as long as copying to the
  # default layout and back.
  def batch_norm_train(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    if torch.__and__(torch.lt(torch.size(x, 1), 16), torch.__not__(torch.is_contiguous(x))):
      n = torch.batch_norm(torch.contiguous(x), weight, bias, mean, var, True, 0.10000000000000001, 1.0000000000000001e-05, True)
      y = torch.contiguous(n, memory_format=2)
    else:
      y = torch.batch_norm(x, weight, bias, mean, var, True, 0.10000000000000001, 1.0000000000000001e-05, True)
    return y

  def batch_norm_eval(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return torch.batch_norm(x, weight, bias, mean, var, False, 0.10000000000000001, 1.0000000000000001e-05, True)

  # One value per pixel.
  def bce_with_logits(self: __torch__.Ops, logits: Tensor, target: Tensor) -> Tensor:
    return torch.binary_cross_entropy_with_logits(logits, target, None, None, 0)

  # The methods below are called without gradients.
  def to_bfloat16(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 15)

  def copy_(self: __torch__.Ops, target: Tensor, source: Tensor) -> int:
    _0 = torch.copy_(target, source)
    return 0

  def norm(self: __torch__.Ops, tensors: List[Tensor]) -> float:
    norms = torch._foreach_norm(tensors)
    return float(torch.norm(torch.stack(norms)))

  def fused_adam(self: __torch__.Ops, parameters: List[Tensor], gradients: List[Tensor], exp_avg: List[Tensor], exp_avg_sq: List[Tensor], steps: List[Tensor], lr: float, weight_decay: float) -> int:
    torch._fused_adam_(parameters, gradients, exp_avg, exp_avg_sq, annotate(List[Tensor], []), steps, lr=lr, beta1=0.90000000000000002, beta2=0.999, weight_decay=weight_decay, eps=1e-08, amsgrad=False, maximize=False)
    return 0
