package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A slot is given back exactly once, whatever becomes of its program; the slots here only say that they are ready. */
class LiveCellTest {

    private static final String READY = "printf 'R\\0\\0\\0\\0'; ";
    private static final String EXITED = "printf 'X\\0\\0\\0\\14{\"exited\":0}'; ";

    private final List<Ending> released = new CopyOnWriteArrayList<>();

    @Test
    void givesItsSlotBackOnceWhenItIsClosedAfterItWasGivenUp() {
        // Given
        LiveCell cell = running(READY + "exec sleep 600");
        cell.giveUp();

        // When
        cell.close();
        cell.close();

        // Then
        assertThat(released).singleElement().isInstanceOf(Ending.Broken.class);
        assertThat(cell.end()).isEqualTo(released.get(0)).isNotEqualTo(LiveCell.CLOSED);
    }

    @Test
    void givesItsSlotBackAtOnceWhenItIsClosed() throws IOException {
        // Given
        LiveCell cell = running(READY + "exec sleep 600");

        // When
        cell.close();
        cell.giveUp();
        cell.close();

        // Then
        assertThat(released).containsExactly(LiveCell.CLOSED);
        assertThat(cell.end()).isEqualTo(LiveCell.CLOSED);
        assertThat(cell.stdout().read()).isEqualTo(-1);
    }

    @Test
    void givesItsSlotBackOnceWhenItHasEnded() {
        // Given
        LiveCell cell = running(READY + EXITED + "exec sleep 600");

        // When
        Ending ending = cell.end();
        cell.close();

        // Then
        assertThat(ending).isEqualTo(new Ending.Exited(0));
        assertThat(released).containsExactly(ending);
    }

    @Test
    void givesItsSlotBackOnceWhenTheSlotDies() {
        // Given
        LiveCell cell = running(READY + "echo 'no memory' >&2");

        // When
        Ending ending = cell.end();
        cell.close();

        // Then
        assertThat(ending).isInstanceOf(Ending.Broken.class);
        assertThat(released).containsExactly(ending);
    }

    private LiveCell running(String script) {
        Slot slot = new Slot(new SlotCommand(List.of("/bin/sh", "-c", script), ""));
        LiveCell cell = new LiveCell(slot, ending -> {
            released.add(ending);
            slot.kill();
        });
        cell.start(Program.python("", Limits.DEFAULT));
        return cell;
    }
}
