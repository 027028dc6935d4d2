package org.dps4j.example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sets the clock by the operating system's own program {@code date}, for the JDK has no way to do it. The form of its
 * argument is the one that GNU's and BusyBox' {@code date} share.
 */
final class DateCommand implements SystemClock {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 200;

    private final List<String> date;
    private final List<String> id;

    /** By the programs {@code date} and {@code id} of PATH. */
    DateCommand() {
        this(List.of("date"), List.of("id"));
    }

    /** By programs that understand the arguments of {@code date} and {@code id}. */
    DateCommand(List<String> date, List<String> id) {
        this.date = List.copyOf(date);
        this.id = List.copyOf(id);
    }

    @Override
    public boolean maySet() {
        try {
            return run(id, "-u").equals("0");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void set(Instant time) throws IOException {
        run(date, "-u", "-s", "@" + time.getEpochSecond());
    }

    private static String run(List<String> program, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(program.get(0) + " did not end within " + LIMIT.toSeconds() + " s");
            }
            String said = new String(out.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8)
                    .strip()
                    .replaceAll("\\p{C}", " ");
            if (process.exitValue() != 0) {
                throw new IOException(program.get(0) + " ended with exit code " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program.get(0) + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
