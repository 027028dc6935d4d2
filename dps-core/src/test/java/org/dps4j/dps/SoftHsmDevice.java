package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.dps.example.TokenDevice;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;

/**
 * A process of its own, for the token's directory is named by its environment: makes a key in a SoftHSM token, and
 * provisions a device with it, once for each version of TLS. Says so in a line each.
 */
final class SoftHsmDevice {

    private SoftHsmDevice() {}

    /** The library, the PIN, and a directory for what it writes. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[2]);
        char[] pin = arguments[1].toCharArray();
        TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
        Path configuration = Files.writeString(directory.resolve("token.cfg"), configuration(arguments[0]));
        makeKey(manufacturer, configuration, pin);
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            provision(manufacturer, configuration, pin, protocol, directory.resolve(protocol));
            Security.removeProvider("SunPKCS11-SoftHSM");
        }
    }

    private static String configuration(String library) {
        return """
                name = SoftHSM
                library = %s
                slotListIndex = 0
                attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(library);
    }

    /** What a factory does once: the key is made in the token and never was anywhere else. */
    private static void makeKey(TestAuthority manufacturer, Path configuration, char[] pin) throws Exception {
        Provider token = Security.getProvider("SunPKCS11").configure(configuration.toString());
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        store.load(null, pin);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", token);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X509Certificate[] chain =
                manufacturer.device("lamp").mintFor(keys.getPublic()).toArray(X509Certificate[]::new);
        store.setKeyEntry("manufacturer", keys.getPrivate(), null, chain);
    }

    private static void provision(
            TestAuthority manufacturer, Path configuration, char[] pin, String protocol, Path state) throws Exception {
        ScriptedService service = new ScriptedService(Instant::now);
        try (NettyLoops loops = NettyLoops.start("token", 1);
                Workers disk = Workers.named("store", 1, 16);
                FileDeviceStore store = new FileDeviceStore(state, disk);
                ScriptedServer server = ScriptedServer.start(loops, service, manufacturer.certificate(), protocol)) {
            Device device = Device.open(
                            loops.next(),
                            store,
                            () -> DeviceState.fresh(
                                    UUID.randomUUID(),
                                    "lamp",
                                    new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                                    DeviceKey.generate(new SecureRandom())))
                    .join();
            TokenDevice.install(
                    device, configuration, pin, List.of(service.root().certificate()));
            Identity identity =
                    device.state().credentials().manufacturerIdentity().orElseThrow();
            assertThat(identity.privateKey().getEncoded()).isNull();
            try (DpsClient client = DpsClient.builder(device)
                    .endpoint(server.endpoint())
                    .cloud(new Bench.NotingCloud())
                    .build()) {
                client.addListener(new DpsListener() {
                    @Override
                    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
                        System.out.println(step + ": " + failure.describe());
                    }
                });
                client.start();
                client.provisioned().orTimeout(20, TimeUnit.SECONDS).join();
                assertThat(client.failures()).isEmpty();
            }
        }
        System.out.println("provisioned over " + protocol + " with a key without encoding");
    }
}
