package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.util.List;

/**
 * Calls a TorchScript method outside torch's inference mode, which DJL's public API always enters and whose results can
 * neither take part in a backward nor be updated in place. Lives in DJL's package because the entry point is
 * package-private there; works from the class path only.
 */
public final class TsBridge {

    private TsBridge() {}

    /**
     * Calls {@code method} of {@code module}.
     *
     * @param scope owns the returned arrays
     * @param arguments arrays, lists of arrays, {@code long[]}, {@code Long}, {@code Double} or {@code Boolean}
     * @return the tensor, or the tensors of the tuple, or nothing if the method returns neither
     */
    public static NDArray[] call(NDManager scope, PtSymbolBlock module, String method, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        long[] handles = new long[arguments.length];
        int wrapped = 0;
        try {
            for (; wrapped < arguments.length; wrapped++) {
                values[wrapped] = wrap(arguments[wrapped]);
                handles[wrapped] = values[wrapped].getHandle();
            }
            try (IValue result =
                    new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false))) {
                return unwrap(result, (PtNDManager) scope);
            }
        } finally {
            for (int i = 0; i < wrapped; i++) {
                values[i].close();
            }
        }
    }

    private static IValue wrap(Object argument) {
        if (argument instanceof PtNDArray array) {
            return IValue.from(array);
        }
        if (argument instanceof Long value) {
            return IValue.from(value.longValue());
        }
        if (argument instanceof Double value) {
            return IValue.from(value.doubleValue());
        }
        if (argument instanceof Boolean value) {
            return IValue.from(value.booleanValue());
        }
        if (argument instanceof long[] values) {
            return IValue.listFrom(values);
        }
        if (argument instanceof List<?> arrays) {
            return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
        }
        throw new IllegalArgumentException("no TorchScript value for " + argument);
    }

    private static NDArray[] unwrap(IValue result, PtNDManager scope) {
        if (result.isTensor()) {
            return new NDArray[] {result.toTensor(scope)};
        }
        if (!result.isTuple()) {
            return new NDArray[0];
        }
        IValue[] parts = result.toIValueTuple();
        NDArray[] arrays = new NDArray[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try (IValue part = parts[i]) {
                arrays[i] = part.toTensor(scope);
            }
        }
        return arrays;
    }
}
