package dev.caravan.policy;

import dev.caravan.policy.torch.DeviceWeights;
import dev.caravan.policy.torch.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who sits in the slots of a tile. */
final class Slots {

    private final Tile tile;
    private final @Nullable InFlight[] occupants;

    Slots(Tile tile, int size) {
        this.tile = tile;
        occupants = new InFlight[size];
    }

    Tile tile() {
        return tile;
    }

    List<InFlight> occupants() {
        return Arrays.stream(occupants).filter(Objects::nonNull).toList();
    }

    int active() {
        int count = 0;
        for (InFlight occupant : occupants) {
            count += occupant == null ? 0 : 1;
        }
        return count;
    }

    /** Index of a free slot, or -1. */
    int firstFree() {
        for (int i = 0; i < occupants.length; i++) {
            if (occupants[i] == null) {
                return i;
            }
        }
        return -1;
    }

    void occupy(int slot, InFlight inFlight) {
        occupants[slot] = inFlight;
    }

    boolean remove(String id) {
        for (int i = 0; i < occupants.length; i++) {
            InFlight occupant = occupants[i];
            if (occupant != null && occupant.id().equals(id)) {
                occupants[i] = null;
                return true;
            }
        }
        return false;
    }

    /** Moves sequences with their caches until none is left here or the other tile is full. */
    void moveTo(Slots other) {
        for (int i = 0; i < occupants.length; i++) {
            InFlight occupant = occupants[i];
            int free = other.firstFree();
            if (occupant != null && free >= 0) {
                tile.move(i, other.tile, free, occupant.position());
                other.occupants[free] = occupant;
                occupants[i] = null;
            }
        }
    }

    /** Decodes {@code steps} tokens per slot; sequences that finish leave. */
    List<Generated> step(DeviceWeights weights, long version, String digest, int steps) {
        Tile.Output output = tile.decode(weights, input(steps));
        List<Generated> finished = new ArrayList<>();
        for (int i = 0; i < occupants.length; i++) {
            InFlight occupant = occupants[i];
            if (occupant == null) {
                continue;
            }
            occupant.openSpan(version, digest);
            for (int j = i * steps; j < (i + 1) * steps; j++) {
                FinishReason reason = occupant.append((int) output.tokens()[j], output.logProbs()[j]);
                if (reason != null) {
                    finished.add(occupant.finish(reason));
                    occupants[i] = null;
                    break;
                }
            }
        }
        return finished;
    }

    private Tile.Input input(int steps) {
        int size = occupants.length;
        long[] last = new long[size];
        long[] position = new long[size];
        float[] uniforms = new float[size * steps];
        float[] temperature = new float[size];
        float[] topP = new float[size];
        Arrays.fill(topP, 1);
        int length = 1;
        for (int i = 0; i < size; i++) {
            InFlight occupant = occupants[i];
            if (occupant == null) {
                continue;
            }
            Sequence sequence = occupant.sequence();
            last[i] = occupant.last();
            position[i] = occupant.position();
            temperature[i] = (float) sequence.temperature();
            topP[i] = (float) sequence.topP();
            for (int j = 0; j < steps; j++) {
                uniforms[i * steps + j] = uniform(sequence.seed(), occupant.count() + j);
            }
            length = Math.max(length, occupant.position() + steps);
        }
        return new Tile.Input(last, position, uniforms, temperature, topP, length);
    }

    /**
     * The uniform number of a position: counter-based, so that no generator state has to survive a restart or a move. In
     * (0, 1) and exact in fp32, an odd multiple of 2^-24.
     */
    static float uniform(long seed, long position) {
        return ((Seeds.mix(seed, position) >>> 41) + 0.5f) * 0x1p-23f;
    }
}
