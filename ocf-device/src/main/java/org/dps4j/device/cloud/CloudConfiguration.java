package org.dps4j.device.cloud;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * Which cloud the device belongs to.
 *
 * @param selected the server to talk to
 * @param servers all servers of the cloud, the selected one among them; no address twice
 * @param access with what to sign up; none until provisioning delivered it
 * @param registration the device's account there; none until it signed up
 */
public record CloudConfiguration(
        CloudServer selected,
        List<CloudServer> servers,
        Optional<CloudAccess> access,
        Optional<CloudRegistration> registration) {

    /** What a device has before it was provisioned: the address that OCF gives by default, and the nil id. */
    public static final CloudConfiguration DEFAULT =
            unprovisioned(new CloudServer(URI.create("coaps+tcp://127.0.0.1"), CloudServer.UNKNOWN_ID));

    /** How many servers of a cloud a device knows at most. */
    public static final int MOST_SERVERS = 16;

    public CloudConfiguration {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(registration, "registration");
        servers = List.copyOf(servers);
        if (!servers.contains(selected)) {
            throw new IllegalArgumentException("the selected server " + selected.uri() + " is none of the cloud's");
        }
    }

    /**
     * The configuration that a provisioning service delivered. Its server is selected; of the others each address counts
     * once, with the id that came first, and the first {@value #MOST_SERVERS} of all count.
     */
    public static CloudConfiguration of(CloudConfigurationAnswer answer) {
        CloudServer selected = new CloudServer(answer.server(), answer.cloudId());
        List<CloudServer> servers = new ArrayList<>(List.of(selected));
        for (CloudServer server : answer.servers()) {
            if (servers.size() < MOST_SERVERS
                    && servers.stream().noneMatch(known -> known.uri().equals(server.uri()))) {
                servers.add(server);
            }
        }
        return new CloudConfiguration(
                selected,
                servers,
                Optional.of(new CloudAccess(answer.authorizationProvider(), answer.accessToken())),
                Optional.empty());
    }

    /**
     * What follows where provisioning tells this device {@code told}: in the same cloud, by the same provider, its account
     * stays, and the token which that was made with; the servers are those of {@code told}.
     */
    public CloudConfiguration followedBy(CloudConfiguration told) {
        return hasAccountFor(told) ? new CloudConfiguration(told.selected, told.servers, access, registration) : told;
    }

    private boolean hasAccountFor(CloudConfiguration told) {
        return registration.isPresent()
                && selected.id().equals(told.selected.id())
                && provider().equals(told.provider());
    }

    private Optional<String> provider() {
        return access.map(CloudAccess::authorizationProvider);
    }

    /** Whether provisioning delivered what the device needs to sign up. */
    public boolean isProvisioned() {
        return access.isPresent();
    }

    /** The same cloud, in which the device has this account. */
    public CloudConfiguration withRegistration(CloudRegistration account) {
        return new CloudConfiguration(selected, servers, access, Optional.of(account));
    }

    /** The same cloud, without an account in it. */
    public CloudConfiguration withoutRegistration() {
        return new CloudConfiguration(selected, servers, access, Optional.empty());
    }

    /** What the next owner finds: the selected server, and nothing to sign up or in with. */
    public CloudConfiguration withoutAccess() {
        return unprovisioned(selected);
    }

    /**
     * The same cloud, where the selected server sends the device to another address. The id stays, and so does the server
     * that sent, for the case that nobody answers where it sent to. Where there are {@value #MOST_SERVERS} already, the one
     * after the first goes that is not the sender.
     */
    public CloudConfiguration redirected(URI address) {
        if (address.equals(selected.uri())) {
            return this;
        }
        CloudServer moved = new CloudServer(address, selected.id());
        List<CloudServer> others = new ArrayList<>(servers);
        others.removeIf(server -> server.uri().equals(address));
        while (others.size() >= MOST_SERVERS) {
            others.remove(others.get(1).equals(selected) ? 2 : 1);
        }
        others.add(moved);
        return new CloudConfiguration(moved, others, access, registration);
    }

    /**
     * The same cloud, with the next server of the list selected, the first one after the last. A device that has an
     * account stays with the servers of the cloud that gave it: others do not know it.
     */
    public CloudConfiguration selectNext() {
        int from = servers.indexOf(selected);
        for (int i = 1; i < servers.size(); i++) {
            CloudServer next = servers.get((from + i) % servers.size());
            if (registration.isEmpty() || next.id().equals(selected.id())) {
                return new CloudConfiguration(next, servers, access, registration);
            }
        }
        return this;
    }

    /**
     * The same cloud for a device that reaches only servers whose address begins with {@code scheme}: the others are left
     * out. If the selected one is among these, one takes its place, of the same id where there is one. Empty if none is
     * left.
     */
    public Optional<CloudConfiguration> by(String scheme) {
        List<CloudServer> reached = servers.stream()
                .filter(server -> scheme.equals(server.uri().getScheme()))
                .toList();
        if (reached.size() == servers.size()) {
            return Optional.of(this);
        }
        return reached.stream()
                .filter(server -> server.id().equals(selected.id()))
                .findFirst()
                .or(() -> reached.stream().findFirst())
                .map(instead -> reached.contains(selected) ? selected : instead)
                .map(server -> new CloudConfiguration(server, reached, access, registration));
    }

    private static CloudConfiguration unprovisioned(CloudServer only) {
        return new CloudConfiguration(only, List.of(only), Optional.empty(), Optional.empty());
    }
}
