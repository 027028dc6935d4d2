package org.dps4j.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.gateway.session.DeviceSession.SignedIn;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.ShadowEvent;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected and who is signed in. A device is online as long as the connection lives on which it signed in last; an
 * older one of the same device is closed, and its end changes nothing. Confined to the gateway's loop, which is the loop of
 * every connection.
 */
public final class Sessions implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Shadows shadows;
    private final Loop loop;
    private final SessionLimits limits;
    private final Map<UUID, DeviceSession> online = new HashMap<>();

    public Sessions(Shadows shadows, Loop loop, SessionLimits limits) {
        this.shadows = shadows;
        this.loop = loop;
        this.limits = limits;
        shadows.listen(event -> {
            if (event instanceof ShadowEvent.Removed) {
                closeRemoved(event.deviceId());
            }
        });
    }

    @Override
    public void connected(CoapConnection connection) {
        DeviceIdentity identity = connection.attachments().get(DeviceIdentity.class);
        DeviceSession session = new DeviceSession(connection, identity);
        connection.attachments().attach(DeviceSession.class, session);
        expectSignIn(session);
    }

    @Override
    public void closed(CoapConnection connection, CloseReason reason) {
        DeviceSession session = DeviceSession.of(connection);
        LOG.info("device {} is disconnected: {}", session.deviceId(), reason.describe());
        session.end();
        leave(session);
    }

    /** The device of this session has signed in, or has signed in again with a new token; it is watched from now on. */
    public void signIn(DeviceSession session, String owner, Instant until) {
        if (session.isOver()) {
            return;
        }
        Optional<SignedIn> before = session.signedIn();
        session.deadline(loop.schedule(Duration.between(loop.now(), until), () -> {
            LOG.info("the sign-in of device {} has ended", session.deviceId());
            session.close();
        }));
        if (before.isPresent()) {
            SignedIn same = before.get();
            session.signedIn(new SignedIn(owner, until, same.line(), same.watch()));
            return;
        }
        DeviceLine line = new DeviceLine(session.connection(), limits.request(), limits.waiting());
        Watch watch = new Watch(session.deviceId(), line, shadows, loop);
        session.signedIn(new SignedIn(owner, until, line, watch));
        DeviceSession older = online.put(session.deviceId(), session);
        if (older != null) {
            LOG.info("device {} came on another connection; the older one is closed", session.deviceId());
            end(older);
            older.close();
        }
        shadows.present(session.deviceId(), State.ONLINE, loop.now());
        loop.execute(watch::start);
    }

    /** The device stays connected and may sign in again. */
    public void signOut(DeviceSession session) {
        leave(session);
        expectSignIn(session);
    }

    /** The way to a device that is online. */
    Optional<DeviceLine> line(UUID deviceId) {
        return Optional.ofNullable(online.get(deviceId))
                .flatMap(DeviceSession::signedIn)
                .map(SignedIn::line);
    }

    /** The device of this session published these. */
    public void published(DeviceSession session, Iterable<String> hrefs) {
        session.signedIn().ifPresent(signedIn -> signedIn.watch().published(hrefs));
    }

    /** How many devices are online. */
    public int count() {
        return online.size();
    }

    private void expectSignIn(DeviceSession session) {
        session.deadline(loop.schedule(limits.signIn(), () -> {
            LOG.info("device {} did not sign in within {}", session.deviceId(), limits.signIn());
            session.close();
        }));
    }

    /** The session is over as far as the cloud is concerned, and with it the presence that hung on it. */
    private void leave(DeviceSession session) {
        end(session);
        if (online.remove(session.deviceId(), session)) {
            shadows.present(session.deviceId(), State.OFFLINE, loop.now());
        }
    }

    private static void end(DeviceSession session) {
        session.signedIn().ifPresent(signedIn -> {
            signedIn.watch().stop();
            signedIn.line().close();
        });
        session.signedOut();
    }

    private void closeRemoved(UUID deviceId) {
        DeviceSession session = online.remove(deviceId);
        if (session != null) {
            end(session);
            // after the answer to the request that removed it, if it was its own
            loop.execute(() -> loop.schedule(Duration.ofMillis(20), session::close));
        }
    }
}
