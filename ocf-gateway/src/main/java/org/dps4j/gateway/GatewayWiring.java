package org.dps4j.gateway;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dps4j.gateway.account.AccountDesk;
import org.dps4j.gateway.account.AccountResource;
import org.dps4j.gateway.account.AccountRules;
import org.dps4j.gateway.account.RefreshResource;
import org.dps4j.gateway.account.SessionResource;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.api.ApiHandler;
import org.dps4j.gateway.api.DeviceApi;
import org.dps4j.gateway.api.Events;
import org.dps4j.gateway.api.HealthHandler;
import org.dps4j.gateway.config.CoapSettings;
import org.dps4j.gateway.config.DeviceSettings;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.gateway.directory.DirectoryResource;
import org.dps4j.gateway.directory.DiscoveryResource;
import org.dps4j.gateway.directory.OtherDevicesResource;
import org.dps4j.gateway.directory.TimeResource;
import org.dps4j.gateway.page.PageHandler;
import org.dps4j.gateway.session.Commands;
import org.dps4j.gateway.session.IdentityCheck;
import org.dps4j.gateway.session.ResourceTree;
import org.dps4j.gateway.session.SessionLimits;
import org.dps4j.gateway.session.Sessions;
import org.dps4j.gateway.shadow.ShadowKeeper;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.gateway.store.EmbeddedStore;
import org.dps4j.gateway.store.GatewayStore;
import org.dps4j.gateway.store.MemoryStore;
import org.dps4j.gateway.store.StoreProbe;
import org.dps4j.gateway.token.JwtVerifier;
import org.dps4j.loop.Loop;
import org.dps4j.loop.Workers;
import org.dps4j.program.Closing;
import org.dps4j.program.Listening;
import org.dps4j.program.PemFile;
import org.dps4j.program.StartException;
import org.dps4j.program.Version;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.program.http.HttpEndpoint;
import org.dps4j.program.http.HttpLimits;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.coap.TransportLimits;
import org.dps4j.protocol.pki.KeyPurpose;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.TrustAnchors;
import org.eclipse.jetty.server.Handler;

/** Puts the parts of a gateway together, in the order in which they need each other. One loop owns everything. */
final class GatewayWiring {

    private static final HttpLimits HTTP_LIMITS = new HttpLimits(256, 8_192, 8, Duration.ofMinutes(2));
    private static final int MAX_WAITING_STORES = 20_000;
    private static final int MAX_WAITING_TOKENS = 4_096;
    private static final int PING_MISSES = 1;
    private static final Duration LAST_WRITE = Duration.ofSeconds(5);

    private final GatewayConfig config;
    private final Closing closing;
    private final NettyLoops loops;
    private final Loop loop;

    private GatewayWiring(GatewayConfig config, Closing closing) {
        this.config = config;
        this.closing = closing;
        this.loops = closing.add(NettyLoops.start("ocf-gateway", 1));
        this.loop = loops.next();
    }

    static Gateway start(GatewayConfig config) throws StartException {
        Closing closing = new Closing();
        try {
            return new GatewayWiring(config, closing).start();
        } catch (StartException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private Gateway start() throws StartException {
        TlsIdentity identity =
                PemFile.identity(config.coap().certificateFile(), config.coap().keyFile());
        UUID id = idOf(identity);
        TrustAnchors trusted =
                TrustAnchors.of(PemFile.certificates(config.coap().trustedFile()));
        Secret apiToken = ApiToken.load(config.http().tokenFile());
        GatewayStore store = closing.add(store());
        Workers storing = closing.add(Workers.named("ocf-gateway-store", 1, MAX_WAITING_STORES));
        Workers verifying = closing.add(Workers.named("ocf-gateway-tokens", 2, MAX_WAITING_TOKENS));

        DeviceSettings devices = config.devices();
        Shadows shadows = new Shadows(new ShadowLimits(devices.resources(), devices.shadowBytes()));
        restore(store, shadows);
        ShadowKeeper keeper = new ShadowKeeper(shadows, store, loop, storing);
        shadows.listen(keeper);
        closing.add(() -> writeWhatIsLeft(keeper));
        AccountRules rules = new AccountRules(
                config.tokens().lifetime(),
                devices.registered(),
                config.tokens().providers());
        AccountDesk desk = new AccountDesk(
                store, rules, new JwtVerifier(config.tokens(), loop::now), verifying, storing, shadows, loop);
        Sessions sessions = new Sessions(
                shadows,
                loop,
                new SessionLimits(config.coap().signIn(), devices.requestTimeout(), devices.waitingRequests()));
        Commands commands = new Commands(sessions, shadows, loop, devices.waitingRequests());
        ResourceTree resources = new ResourceTree()
                .add("oic/sec/account", new AccountResource(desk, rules))
                .add("oic/sec/session", new SessionResource(desk, sessions, loop))
                .add("oic/sec/tokenrefresh", new RefreshResource(desk, rules))
                .add("oic/rd", new DirectoryResource(shadows, keeper, sessions))
                .add("oic/res", new DiscoveryResource(shadows))
                .add("api/v1/devices", new OtherDevicesResource(shadows, commands))
                .add("x.plgd.dev/time", new TimeResource(loop));
        CoapTcpServer coap = coap(identity, new IdentityCheck(trusted, loop::now), resources, sessions);
        Events events = new Events(shadows, loop);
        Handler.Sequence handlers = new Handler.Sequence(
                new ApiHandler(apiToken, new DeviceApi(shadows, commands, desk), events),
                new HealthHandler(shadows, new StoreProbe(store, keeper, loop, storing), Version.of(Main.class)),
                new PageHandler());
        HttpEndpoint http =
                closing.add(HttpEndpoint.start("ocf-gateway-http", config.http().address(), HTTP_LIMITS, handlers));
        closing.add(events);
        return new Gateway(id, coap.localAddress(), http.address(), apiToken, closing);
    }

    private UUID idOf(TlsIdentity identity) throws StartException {
        X509Certificate certificate = identity.chain().get(0);
        if (!KeyPurpose.SERVER_AUTH.isListedIn(certificate) || !KeyPurpose.CLIENT_AUTH.isListedIn(certificate)) {
            throw new StartException(config.coap().certificateFile()
                    + ": expected a certificate for server and client, which devices insist on; issue another one");
        }
        return OcfIdentity.deviceIdOf(certificate)
                .orElseThrow(() -> new StartException(config.coap().certificateFile()
                        + ": expected the name uuid:<id of the hub>, found another one; issue another certificate"));
    }

    private GatewayStore store() throws StartException {
        try {
            return config.store() instanceof StoreSettings.EmbeddedFile file
                    ? EmbeddedStore.open(file.path())
                    : new MemoryStore();
        } catch (IOException e) {
            throw new StartException("store.file: " + e.getMessage(), e);
        }
    }

    private static void restore(GatewayStore store, Shadows shadows) throws StartException {
        try {
            store.load().forEach(shadows::restore);
        } catch (StoreFailedException e) {
            throw new StartException("store.file: " + e.getMessage() + "; is the database damaged?", e);
        }
    }

    private void writeWhatIsLeft(ShadowKeeper keeper) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        loop.execute(() -> keeper.flush().whenComplete((ignored, failure) -> written.complete(null)));
        try {
            written.get(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what is known of devices was not written in time", e);
        }
    }

    private CoapTcpServer coap(TlsIdentity identity, IdentityCheck check, ResourceTree resources, Sessions sessions)
            throws StartException {
        CoapSettings settings = config.coap();
        CoapTcpServer server = closing.add(settings.limits()
                .bound(
                        CoapTcpServer.builder(loops),
                        TransportLimits.forService().withoutIdleTimeout().withPing(settings.inactivity(), PING_MISSES))
                .bind(settings.address())
                .tls(TlsOptions.of(identity, check))
                .root(resources.root())
                .listener(sessions)
                .build());
        Listening.start(server, "coap.address", settings.address());
        return server;
    }
}
