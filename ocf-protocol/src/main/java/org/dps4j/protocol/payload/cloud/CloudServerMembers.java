package org.dps4j.protocol.payload.cloud;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** A gateway as it stands in requests, where it is the selected one, and in answers, where it is one of a list. */
public final class CloudServerMembers {

    private static final String SELECTED = "selectedGateway";
    private static final String URI_NAME = "uri";
    private static final String ID = "id";

    private CloudServerMembers() {}

    /** Adds {@code selectedGateway} to a request. */
    public static void writeSelected(MapWriter request, CloudServer selected) {
        request.value(
                SELECTED,
                new MapWriter()
                        .text(URI_NAME, selected.uri().toString())
                        .uuid(ID, selected.id())
                        .toMap());
    }

    /** The {@code selectedGateway} of a request; none if its URI or its id is missing or cannot be used. */
    public static Optional<CloudServer> readSelected(MapReader request) throws PayloadException {
        if (!request.has(SELECTED)) {
            return Optional.empty();
        }
        MapReader selected = request.map(SELECTED);
        return server(uri(selected), selected.optionalText(ID).flatMap(MapReader::uuidOf));
    }

    static CborArray list(List<CloudServer> servers) {
        return new CborArray(servers.stream()
                .<CborValue>map(server -> new MapWriter()
                        .uuid(ID, server.id())
                        .text(URI_NAME, server.uri().toString())
                        .toMap())
                .toList());
    }

    /** One of a list; none if its URI is missing or its URI or id cannot be used: it is only an alternative. */
    static Optional<CloudServer> alternative(MapReader server) throws PayloadException {
        Optional<String> text = server.optionalText(ID);
        Optional<UUID> id = text.isPresent() ? MapReader.uuidOf(text.get()) : Optional.of(CloudServer.UNKNOWN_ID);
        return server(uri(server), id);
    }

    private static Optional<URI> uri(MapReader server) throws PayloadException {
        return server.optionalText(URI_NAME).flatMap(MapReader::addressOf);
    }

    private static Optional<CloudServer> server(Optional<URI> uri, Optional<UUID> id) {
        return uri.flatMap(known -> id.map(of -> new CloudServer(known, of)));
    }
}
