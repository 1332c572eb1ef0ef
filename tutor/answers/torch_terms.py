"""Terms of PyTorch and deep learning that are never taken for a slip of the finger."""

from __future__ import annotations

TERMS = frozenset(
    """
    relu gelu selu celu elu silu prelu leakyrelu softmax softmin softplus sigmoid logsigmoid
    tanh tensor stack cat concat concatenate view reshape permute transpose squeeze unsqueeze
    expand repeat gather scatter flatten unflatten split chunk grad gradfn gradient
    requiresgrad retaingrad retaingraph creategraph backward forward detach nograd enablegrad
    inferencemode zerograd accumulategrad isleaf leaf sgd adam adamw adagrad adadelta adamax
    rmsprop rprop lbfgs momentum nesterov dampening weightdecay step closure lr lrscheduler
    steplr module parameter buffer parameters buffers children modules statedict loadstatedict
    train eval dropout batchnorm layernorm groupnorm hook prehook forwardhook forwardprehook
    backwardhook fullbackwardhook registerhook registerforwardhook registerforwardprehook
    registerfullbackwardhook dataset dataloader sampler batchsampler randomsampler
    sequentialsampler collatefn collate shuffle batchsize droplast numworkers pinmemory
    prefetchfactor persistentworkers iterabledataset subset randomsplit getitem getitems len
    iter mean sum max min argmax argmin mul matmul mm bmm add sub div pow float double half
    long int short bool bfloat16 float16 float32 float64 int32 int64 shape size stride dtype
    device contiguous clone copy numpy item tolist none true false nan inf input output inputs
    outputs gradinput gradoutput first last before after mseloss l1loss crossentropy
    crossentropyloss nllloss bceloss bcewithlogitsloss
    """.split()
)
