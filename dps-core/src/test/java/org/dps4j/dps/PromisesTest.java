package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private final Snapshot news = new Bench().client.snapshot();
    private final Promises promises = new Promises();

    @Test
    void nothing_is_kept_of_a_promise_that_is_given_up_before_or_after_it_is_expected() {
        CompletableFuture<Snapshot> before = promises.make();
        before.cancel(false);
        promises.expect(before);
        CompletableFuture<Snapshot> after = promises.make();
        promises.expect(after);
        after.complete(news);

        assertThat(promises.count()).isZero();
    }

    @Test
    void news_keeps_what_is_expected_and_not_what_was_promised_since() {
        CompletableFuture<Snapshot> expected = promises.make();
        promises.expect(expected);
        CompletableFuture<Snapshot> since = promises.make();

        promises.keep(news);

        assertThat(expected).isCompletedWithValue(news);
        assertThat(since).isNotDone();
        assertThat(promises.count()).isEqualTo(1);
    }

    @Test
    void all_are_cancelled_at_the_end() {
        CompletableFuture<Snapshot> expected = promises.make();
        promises.expect(expected);
        CompletableFuture<Snapshot> made = promises.make();

        promises.cancel();

        assertThat(expected).isCancelled();
        assertThat(made).isCancelled();
        assertThat(promises.count()).isZero();
    }
}
