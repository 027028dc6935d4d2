package org.dps4j.device.store;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.StoredCredentials;
import org.dps4j.device.security.ownership.Doxm;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.device.security.ownership.SecureDomain;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {

    private StateReader() {}

    static DeviceState read(byte[] content) throws PayloadException {
        MapReader all = MapReader.of(content, StateFile.LIMITS);
        try {
            return new DeviceState(
                    all.uuid("id"),
                    all.text("name"),
                    platform(all.map("platform")),
                    key(all.map("key")),
                    ownership(all.map("ownership")),
                    credentials(all),
                    SecurityProfiles.BASELINE,
                    rules(all),
                    cloud(all.map("cloud")),
                    instant(all, "time"),
                    sections(all));
        } catch (IllegalArgumentException e) {
            throw new PayloadException("state", "values that belong together", String.valueOf(e.getMessage()));
        }
    }

    static Bytes bytes(MapReader map, String name) throws PayloadException {
        if (map.value(name) instanceof CborBytes bytes) {
            return bytes.bytes();
        }
        throw map.problem(name, "a byte string", "something else");
    }

    private static Platform platform(MapReader map) throws PayloadException {
        return new Platform(map.uuid("id"), map.text("manufacturer"), map.text("type"));
    }

    private static DeviceKey key(MapReader map) throws PayloadException {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new DeviceKey(
                    factory.generatePublic(
                            new X509EncodedKeySpec(bytes(map, "public").toArray())),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(bytes(map, "private").toArray())));
        } catch (GeneralSecurityException e) {
            throw map.problem("a P-256 key pair", "something else");
        }
    }

    private static Ownership ownership(MapReader map) throws PayloadException {
        Doxm doxm = new Doxm(map.uuid("owner"), map.uuid("doxmOwner"), (int) map.integer("method", 0, 0xFFFF));
        Pstat pstat = new Pstat(
                OperationalState.ofWire((int) map.integer("state", 0, 4)),
                map.uuid("pstatOwner"),
                (int) map.integer("currentMode", 0, 0xFFFF),
                (int) map.integer("targetMode", 0, 0xFFFF),
                (int) map.optionalInteger("operationalMode", 0, 7).orElse(Pstat.INITIAL_OPERATIONAL_MODE));
        return new Ownership(
                doxm,
                pstat,
                map.uuid("credOwner"),
                map.uuid("aclOwner"),
                map.has("domain") ? domain(map.map("domain")) : SecureDomain.NONE);
    }

    private static SecureDomain domain(MapReader map) throws PayloadException {
        return new SecureDomain(
                map.uuid("id"),
                map.text("name"),
                map.truth("private") ? SecureDomain.Visibility.PRIVATE : SecureDomain.Visibility.PUBLIC);
    }

    private static Credentials credentials(MapReader map) throws PayloadException {
        List<Credential> stored = new ArrayList<>();
        for (byte[] credential : each(map, "credentials")) {
            stored.addAll(CredentialsAnswer.CODEC.decode(credential).credentials());
        }
        Change<Credentials> read = StoredCredentials.read(stored);
        if (read instanceof Change.Refused<Credentials> refused) {
            throw map.problem("credentials", refused.expected(), refused.found());
        }
        return ((Change.Applied<Credentials>) read).value();
    }

    private static AccessControlList rules(MapReader map) throws PayloadException {
        List<AccessControlEntry> entries = new ArrayList<>();
        for (byte[] entry : each(map, "rules")) {
            entries.addAll(AclsAnswer.CODEC.decode(entry).entries());
        }
        return new AccessControlList(entries);
    }

    private static CloudConfiguration cloud(MapReader map) throws PayloadException {
        List<CloudServer> servers = new ArrayList<>();
        for (MapReader server : map.maps("servers")) {
            servers.add(server(server));
        }
        Optional<CloudAccess> access = map.has("token")
                ? Optional.of(new CloudAccess(
                        map.text("provider"), Secret.ofBytes(bytes(map, "token").toArray())))
                : Optional.empty();
        return new CloudConfiguration(server(map.map("selected")), servers, access, registration(map));
    }

    private static Optional<CloudRegistration> registration(MapReader cloud) throws PayloadException {
        if (!cloud.has("account")) {
            return Optional.empty();
        }
        MapReader account = cloud.map("account");
        return Optional.of(new CloudRegistration(
                account.word("user"),
                Secret.ofBytes(bytes(account, "access").toArray()),
                Secret.ofBytes(bytes(account, "refresh").toArray()),
                instant(account, "expiry")));
    }

    private static CloudServer server(MapReader map) throws PayloadException {
        return new CloudServer(map.address("uri"), map.uuid("id"));
    }

    private static Optional<Instant> instant(MapReader map, String name) throws PayloadException {
        try {
            return map.optionalText(name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw map.problem(name, "a time", "something else");
        }
    }

    private static Map<String, Bytes> sections(MapReader map) throws PayloadException {
        Map<String, Bytes> sections = new HashMap<>();
        MapReader names = map.map("sections");
        for (String name : ((CborMap) map.value("sections")).members().keySet()) {
            sections.put(name, bytes(names, name));
        }
        return sections;
    }

    private static List<byte[]> each(MapReader map, String name) throws PayloadException {
        List<byte[]> contents = new ArrayList<>();
        if (map.value(name) instanceof CborArray array) {
            for (CborValue item : array.items()) {
                if (!(item instanceof CborBytes bytes)) {
                    throw map.problem(name, "an array of byte strings", item.toString());
                }
                contents.add(bytes.bytes().toArray());
            }
            return contents;
        }
        throw map.problem(name, "an array of byte strings", "something else");
    }
}
