package org.dps4j.dps.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dps4j.loop.Loop;
import org.junit.jupiter.api.Test;

/** A checkup ends whatever is thrown in it. */
class CheckupEndTest {

    private final CheckupBench bench = new CheckupBench();
    private boolean broken;

    private CompletableFuture<Throwable> failure(Loop loop, Executor workers) {
        CompletableFuture<Throwable> failure = new Checkup(loop, workers, bench.transport, host -> List.of())
                .run(new Setup(
                        new FactoryMaterial(bench.chain, bench.key, bench.anchors),
                        bench.endpoint,
                        bench.stored,
                        bench.config))
                .handle((findings, thrown) -> thrown)
                .toCompletableFuture();
        bench.loop.advance(Duration.ofMinutes(1));
        return failure;
    }

    private static <T> T lacking() {
        throw new NoClassDefFoundError("a jar of the application is not there");
    }

    @Test
    void an_error_at_its_beginning_is_its_failure() {
        assertThat(failure(bench.loop, task -> lacking()))
                .isCompletedWithValueMatching(NoClassDefFoundError.class::isInstance);
    }

    @Test
    void so_is_one_once_the_service_was_asked() {
        Loop loop = (Loop) Proxy.newProxyInstance(
                Loop.class.getClassLoader(),
                new Class<?>[] {Loop.class},
                (proxy, method, arguments) ->
                        broken && method.getName().equals("now") ? lacking() : method.invoke(bench.loop, arguments));

        assertThat(failure(loop, task -> {
                    broken = true;
                    task.run();
                }))
                .isCompletedWithValueMatching(thrown -> thrown.getCause() instanceof NoClassDefFoundError);
    }
}
