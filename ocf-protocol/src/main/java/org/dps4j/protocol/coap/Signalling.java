package org.dps4j.protocol.coap;

import java.util.OptionalInt;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.FrameFormatException;
import org.dps4j.protocol.coap.frame.Signal;
import org.dps4j.protocol.coap.frame.SignalCodec;

/** Follows the signalling messages of one connection's peer (RFC 8323 section 5). Confined to the loop. */
final class Signalling {

    /** What a connection does because of a signal. */
    interface Events {

        /** The peer wants to close in order. */
        void releasing(CloseReason why);

        /** Says {@code last}, then ends. */
        void farewell(Signal last, CloseReason why);

        /** Ends at once. */
        void end(CloseReason why);
    }

    private static final int SIGNAL_LIMIT = 1152;

    private final Outbound outbound;
    private final Pings pings;
    private final Events events;

    Signalling(Outbound outbound, Pings pings, Events events) {
        this.outbound = outbound;
        this.pings = pings;
        this.events = events;
    }

    void received(Frame frame) {
        if (frame.length() > SIGNAL_LIMIT) {
            abortMalformed("a signalling message of " + frame.length() + " bytes");
            return;
        }
        try {
            follow(SignalCodec.decode(frame), frame.token());
        } catch (SignalCodec.BadOptionException bad) {
            OptionalInt csmOption =
                    SignalCodec.isCapabilities(frame) ? OptionalInt.of(bad.number()) : OptionalInt.empty();
            String diagnostics = String.valueOf(bad.getMessage());
            events.farewell(
                    new Signal.Abort(diagnostics, csmOption), new CloseReason.AbortedByUs(diagnostics, csmOption));
        } catch (FrameFormatException malformed) {
            abortMalformed(String.valueOf(malformed.getMessage()));
        }
    }

    private void follow(Signal signal, byte[] token) {
        if (signal instanceof Signal.Capabilities csm) {
            csm.maxMessageSize().ifPresent(outbound::peerTakes);
        } else if (signal instanceof Signal.Ping) {
            outbound.signal(new Signal.Pong(), token);
        } else if (signal instanceof Signal.Pong) {
            pings.pong(token);
        } else if (signal instanceof Signal.Release) {
            events.releasing(new CloseReason.ReleasedByPeer());
        } else if (signal instanceof Signal.Abort abort) {
            events.end(new CloseReason.AbortedByPeer(abort.diagnostics(), abort.badCsmOption()));
        }
    }

    private void abortMalformed(String diagnostics) {
        events.farewell(
                new Signal.Abort(diagnostics, OptionalInt.empty()), new CloseReason.MalformedFrame(diagnostics));
    }
}
