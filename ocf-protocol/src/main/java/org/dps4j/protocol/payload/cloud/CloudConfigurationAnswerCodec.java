package org.dps4j.protocol.payload.cloud;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** The members {@code apn}, {@code cis}, {@code at}, {@code sid} and the list of servers; further ones are ignored. */
final class CloudConfigurationAnswerCodec implements PayloadCodec<CloudConfigurationAnswer> {

    private static final String PROVIDER = "apn";
    private static final String SERVER = "cis";
    private static final String TOKEN = "at";
    private static final String CLOUD_ID = "sid";
    private static final String SERVERS = "x.org.iotivity.servers";
    private static final String REDIRECT = "redirecturi";

    @Override
    public byte[] encode(CloudConfigurationAnswer value) {
        MapWriter members = new MapWriter()
                .text(PROVIDER, value.authorizationProvider())
                .text(SERVER, value.server().toString())
                .text(TOKEN, value.accessToken().revealText())
                .uuid(CLOUD_ID, value.cloudId());
        if (!value.servers().isEmpty()) {
            members.value(SERVERS, CloudServerMembers.list(value.servers()));
        }
        value.redirect().ifPresent(redirect -> members.text(REDIRECT, redirect.toString()));
        return members.toBytes();
    }

    @Override
    public CloudConfigurationAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        return new CloudConfigurationAnswer(
                Secret.ofText(members.word(TOKEN)),
                members.word(PROVIDER),
                members.address(SERVER),
                members.uuid(CLOUD_ID),
                servers(members),
                members.optionalAddress(REDIRECT));
    }

    private static List<CloudServer> servers(MapReader members) throws PayloadException {
        Set<CloudServer> servers = new LinkedHashSet<>();
        for (MapReader server : members.optionalMaps(SERVERS)) {
            CloudServerMembers.alternative(server).ifPresent(servers::add);
        }
        return List.copyOf(servers);
    }
}
