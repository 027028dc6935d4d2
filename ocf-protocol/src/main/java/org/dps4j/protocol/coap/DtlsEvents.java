package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.scandium.AlertHandler;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.SessionListener;

/** Brings what Scandium says in its threads to a port on its loop, in the order in which it happened to an association. */
final class DtlsEvents implements SessionListener, ConnectionListener, AlertHandler, RawDataChannel {

    private final NettyLoop loop;
    private final DtlsPort port;

    DtlsEvents(NettyLoop loop, DtlsPort port) {
        this.loop = loop;
        this.port = port;
    }

    @Override
    public void handshakeStarted(Handshaker handshaker) {
        onLoop(() -> port.handshakeBegan(handshaker));
    }

    @Override
    public void contextEstablished(Handshaker handshaker, DTLSContext context) {
        Connection association = handshaker.getConnection();
        InetSocketAddress peer = handshaker.getPeerAddress();
        DtlsPeerCheck.peerOf(context.getSession().getPeerIdentity())
                .ifPresent(identity -> onLoop(() -> port.established(association, peer, identity)));
    }

    @Override
    public void handshakeCompleted(Handshaker handshaker) {}

    @Override
    public void handshakeFailed(Handshaker handshaker, Throwable error) {
        onLoop(() -> port.handshakeFailed(handshaker, error));
    }

    @Override
    public void handshakeFlightRetransmitted(Handshaker handshaker, int flight) {}

    @Override
    public void onAlert(InetSocketAddress peer, AlertMessage alert) {
        if (alert.getLevel() == AlertLevel.FATAL || alert.getDescription() == AlertDescription.CLOSE_NOTIFY) {
            onLoop(() -> port.alerted(peer, alert));
        }
    }

    @Override
    public void receiveData(RawData message) {
        DtlsPeerCheck.peerOf(message.getEndpointContext().getPeerIdentity())
                .ifPresent(
                        from -> onLoop(() -> port.received(message.getInetSocketAddress(), from, message.getBytes())));
    }

    @Override
    public void onConnectionEstablished(Connection association) {}

    @Override
    public void onConnectionRemoved(Connection association) {
        onLoop(() -> port.removed(association));
    }

    @Override
    public boolean onConnectionUpdatesSequenceNumbers(Connection association, boolean writing) {
        return false;
    }

    @Override
    public boolean onConnectionMacError(Connection association) {
        return false;
    }

    @Override
    public void beforeExecution(Connection association) {}

    @Override
    public void updateExecution(Connection association) {}

    @Override
    public void afterExecution(Connection association) {}

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopIsGone) {
            return;
        }
    }
}
