package org.dps4j.service.provisioning;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.eclipse.californium.core.coap.Response;

/** The one answer to a request, the first that somebody has; later ones are dropped. May be given from any thread. */
final class DueAnswer {

    private final Loop loop;
    private final Consumer<Response> send;
    private Cancellable timer = () -> {};
    private boolean given;

    /**
     * @param send called on the loop
     */
    DueAnswer(Loop loop, Consumer<Response> send) {
        this.loop = loop;
        this.send = send;
    }

    /** Gives an answer, which is made only if it is still due. */
    void give(Supplier<Response> answer) {
        loop.execute(() -> giveNow(answer));
    }

    /** Gives this answer if there is no other by then; on the loop. */
    void giveAfter(Duration limit, Supplier<Response> answer) {
        timer = loop.schedule(limit, () -> giveNow(answer));
    }

    private void giveNow(Supplier<Response> answer) {
        if (!given) {
            given = true;
            timer.cancel();
            send.accept(answer.get());
        }
    }
}
