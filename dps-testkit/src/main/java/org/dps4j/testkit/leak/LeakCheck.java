package org.dps4j.testkit.leak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that fails a test class, or each test, after which a thread or a socket is left over.
 *
 * <pre>{@code
 * @ExtendWith(LeakCheck.class)                              // looks once, after the class
 * class ServerTest { … }
 *
 * class ClientTest {
 *     @RegisterExtension
 *     static final LeakCheck LEAKS = LeakCheck.afterEachTest("h2-");   // after each test; threads named h2-… may stay
 * }
 * }</pre>
 *
 * <p>It looks after {@code @AfterEach} or {@code @AfterAll} methods have run, and after the other extensions if it is
 * registered before them. What counts as left over is said in {@link LeakWatch}. Not for tests that run in parallel within
 * one Java process.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private final Moment moment;
    private final List<String> allowedThreads;
    private final Duration patience;
    private final Map<String, LeakWatch> watches = new ConcurrentHashMap<>();

    /** Looks after the test class and makes no exceptions; for {@code @ExtendWith}. */
    public LeakCheck() {
        this(Moment.AFTER_CLASS, List.of(), LeakWatch.PATIENCE);
    }

    private LeakCheck(Moment moment, List<String> allowedThreads, Duration patience) {
        this.moment = moment;
        this.patience = patience;
        this.allowedThreads = allowedThreads;
    }

    /** Looks after the test class. Threads may stay whose names begin with one of {@code allowedThreads}. */
    public static LeakCheck afterClass(String... allowedThreads) {
        return new LeakCheck(Moment.AFTER_CLASS, List.of(allowedThreads), LeakWatch.PATIENCE);
    }

    /** Looks after each test. Threads may stay whose names begin with one of {@code allowedThreads}. */
    public static LeakCheck afterEachTest(String... allowedThreads) {
        return new LeakCheck(Moment.AFTER_EACH_TEST, List.of(allowedThreads), LeakWatch.PATIENCE);
    }

    LeakCheck withPatience(Duration changed) {
        return new LeakCheck(moment, allowedThreads, changed);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(Moment.AFTER_CLASS, context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(Moment.AFTER_EACH_TEST, context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(Moment.AFTER_EACH_TEST, context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(Moment.AFTER_CLASS, context);
    }

    private void begin(Moment now, ExtensionContext context) {
        if (now == moment) {
            watches.put(context.getUniqueId(), LeakWatch.begin(patience, allowedThreads.toArray(String[]::new)));
        }
    }

    private void end(Moment now, ExtensionContext context) {
        LeakWatch watch = watches.remove(context.getUniqueId());
        if (now == moment && watch != null) {
            watch.assertNothingIsLeft(context.getDisplayName());
        }
    }

    private enum Moment {
        AFTER_EACH_TEST,
        AFTER_CLASS
    }
}
