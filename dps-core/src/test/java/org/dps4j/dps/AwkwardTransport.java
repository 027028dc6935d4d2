package org.dps4j.dps;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.dps.transport.StepResponse;
import org.dps4j.dps.transport.Transport;

/** A way to the services that an application wrote badly: once armed, it throws where it must not. */
final class AwkwardTransport implements Transport {

    private final Transport way;
    boolean closingFails;
    boolean askingFails;
    int closed;

    AwkwardTransport(Transport way) {
        this.way = way;
    }

    private static NoClassDefFoundError bug() {
        return new NoClassDefFoundError("a jar of the application is not there");
    }

    @Override
    public CompletionStage<DpsConnection> connect(Dial dial) {
        return way.connect(dial).thenApply(Connection::new);
    }

    @Override
    public void close() {
        closed++;
        way.close();
        if (closingFails) {
            throw bug();
        }
    }

    private final class Connection implements DpsConnection {

        private final DpsConnection inner;

        Connection(DpsConnection inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<StepResponse> request(StepRequest request, Duration timeout) {
            return inner.request(request, timeout);
        }

        @Override
        public boolean isOpen() {
            if (askingFails) {
                throw bug();
            }
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
            if (closingFails) {
                throw bug();
            }
        }
    }
}
