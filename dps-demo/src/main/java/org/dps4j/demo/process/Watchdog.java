package org.dps4j.demo.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends a process when this one dies without having ended it, even when it is killed: a shell waits at a pipe that the
 * operating system closes at that moment.
 */
final class Watchdog {

    private static final String WAIT_THEN_END =
            "trap '' INT HUP TERM; read -r word; [ \"$word\" = ended ] || kill -TERM \"$0\"";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(long pid) throws IOException {
        return new Watchdog(new ProcessBuilder("sh", "-c", WAIT_THEN_END, Long.toString(pid))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Tells it that the process has ended, so that nobody else with the same number is hurt. */
    void dismiss() {
        try (OutputStream in = shell.getOutputStream()) {
            in.write("ended\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            shell.destroyForcibly();
        }
    }
}
