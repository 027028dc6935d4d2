package org.dps4j.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dps4j.gateway.ScriptedResources.Discovery;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.session.SessionAction;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.dps4j.testkit.pki.TestCertificate;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** A device as its cloud sees it, which says whatever a test wants it to say. */
final class ScriptedDevice implements AutoCloseable {

    static final String ACCOUNT = "oic/sec/account";
    static final String SESSION = "oic/sec/session";
    static final String REFRESH = "oic/sec/tokenrefresh";
    static final String DIRECTORY = "oic/rd";

    private static final Duration SOON = Duration.ofSeconds(10);

    final UUID id;
    final ScriptedResources resources;
    final NettyLoops loops = NettyLoops.start("device", 1);
    private final CoapTcpClient client;
    private final URI gateway;
    private CoapConnection connection;

    ScriptedDevice(Gateway gateway, UUID id, TestCertificate certificate) {
        this(gateway, id, certificate, Discovery.BATCH);
    }

    ScriptedDevice(Gateway gateway, UUID id, TestCertificate certificate, Discovery discovery) {
        this(gateway.coapAddress().getPort(), id, certificate, discovery);
    }

    ScriptedDevice(int port, UUID id, TestCertificate certificate, Discovery discovery) {
        this.id = id;
        this.gateway = URI.create("coaps+tcp://127.0.0.1:" + port);
        this.resources = new ScriptedResources(id, discovery);
        this.client = CoapTcpClient.builder(loops.next())
                .tls(TlsOptions.of(
                        new TlsIdentity(certificate.chain(), certificate.privateKey()), (chain, attachments) -> {}))
                .root(resources.root)
                .build();
    }

    /** Another connection, which is used from now on; the one before stays. */
    CoapConnection connect() {
        connection = await(client.connect(gateway));
        return connection;
    }

    CoapConnection connection() {
        return connection;
    }

    /** Signs up, in, and publishes, as a device does that was just provisioned. */
    SignUpAnswer join(Secret token) {
        connect();
        SignUpAnswer tokens = signUp(token);
        expect(ResponseCode.CHANGED, signIn(tokens.userId(), tokens.accessToken()));
        expect(ResponseCode.CHANGED, publish(resources.links()));
        return tokens;
    }

    SignUpAnswer signUp(Secret token) {
        try {
            return SignUpAnswer.CODEC.decode(
                    expect(ResponseCode.CHANGED, trySignUp(id, token)).getPayload());
        } catch (PayloadException e) {
            throw new AssertionError(e);
        }
    }

    Response trySignUp(UUID deviceId, Secret token) {
        return send(post(
                ACCOUNT,
                SignUpRequest.CODEC.encode(
                        new SignUpRequest(deviceId, Optional.of("plgd.dps"), token, Optional.empty()))));
    }

    Response signIn(String owner, Secret access) {
        return session(owner, access, SessionAction.SIGN_IN);
    }

    Response session(String owner, Secret access, SessionAction action) {
        return send(post(
                SESSION,
                SessionRequest.CODEC.encode(
                        new SessionRequest(Optional.of(owner), Optional.of(id), Optional.of(access), action))));
    }

    Response refresh(String owner, Secret refresh) {
        return send(post(
                REFRESH, RefreshRequest.CODEC.encode(new RefreshRequest(owner, id, Optional.of("plgd.dps"), refresh))));
    }

    Response publish(List<ResourceLink> links) {
        return publish(id, links);
    }

    Response publish(UUID deviceId, List<ResourceLink> links) {
        return send(post(
                DIRECTORY,
                PublishRequest.CODEC.encode(new PublishRequest(deviceId, Optional.of("thing"), Duration.ZERO, links))));
    }

    Response send(Request request) {
        return await(connection.send(request, SOON));
    }

    CompletableFuture<Response> sending(Request request) {
        return connection.send(request, SOON);
    }

    /** Why the gateway closed the connection that is used now. */
    CloseReason closeReason() {
        return await(connection.closed().toCompletableFuture());
    }

    static Request post(String path, byte[] body) {
        Request request = request(Code.POST, path);
        OcfOptions.setPayload(request, body);
        return request;
    }

    static Request request(Code code, String path, String... query) {
        Request request = new Request(code);
        request.getOptions().setUriPath(path);
        for (String part : query) {
            request.getOptions().addUriQuery(part);
        }
        OcfOptions.accept(request);
        return request;
    }

    static Response expect(ResponseCode code, Response response) {
        if (response.getCode() != code) {
            throw new AssertionError(
                    "expected " + code + ", found " + response.getCode() + " " + response.getPayloadString());
        }
        return response;
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("nothing within 15 s", e);
        }
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}
