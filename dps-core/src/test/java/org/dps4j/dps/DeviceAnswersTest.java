package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.transport.PeerRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.junit.jupiter.api.Test;

class DeviceAnswersTest {

    private final Bench bench = new Bench();
    private final DeviceResources resources = DeviceResources.of(bench.device);
    private final DeviceAnswers answers = new DeviceAnswers(resources);

    @Test
    void a_service_gets_what_anybody_may_see_and_nothing_that_encrypted_connections_alone_may() {
        resources.add(Resource.at("/light")
                .type("core.light")
                .interfaces(ResourceInterface.BASELINE)
                .onGet(request -> new MapWriter().toMap())
                .build());
        var unused = bench.device.update(DeviceState::selfOwn);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(asked("/oic/res")).isPresent();
        assertThat(asked("/light")).isEmpty();

        allowEncrypted();
        assertThat(asked("/oic/res")).isPresent();
        assertThat(asked("/light")).isEmpty();
    }

    private void allowEncrypted() {
        AccessControlEntry rule = new AccessControlEntry(
                OptionalInt.empty(),
                new AceSubject.ConnectionSubject(ConnectionType.AUTH_CRYPT),
                List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of())),
                Permission.all(),
                Optional.of("dps"),
                List.of());
        var unused = bench.device.apply(state -> state.replaceAccessRules(List.of(rule)));
        bench.runFor(Duration.ofSeconds(1));
    }

    private Optional<Bytes> asked(String path) {
        List<Optional<Bytes>> answered = new ArrayList<>();
        bench.loop.execute(() -> answered.add(answers.answer(new PeerRequest(path, List.of()))));
        bench.runFor(Duration.ofSeconds(1));
        return answered.get(0);
    }
}
