package org.dps4j.program.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two headers at the beginning of a file of H2's MVStore, each of which says where the last chunk lies. Only a file that
 * was closed in order says so for certain; after a kill H2 looks for the last chunk itself.
 */
final class DatabaseHeader {

    private static final int BLOCK = 4_096;
    private static final int CHUNK_HEADER = 1_024;
    private static final int CHUNK_FOOTER = 128;
    private static final int HEX = 16;
    private static final String WRITTEN_IN_ORDER = "1";

    private final Path file;
    private final List<Map<String, String>> copies;

    private DatabaseHeader(Path file, List<Map<String, String>> copies) {
        this.file = file;
        this.copies = copies;
    }

    static DatabaseHeader of(Path file) throws IOException {
        return new DatabaseHeader(file, List.of(members(file, 0, BLOCK), members(file, BLOCK, BLOCK)));
    }

    /** Whether the last chunk is where a header says, from its beginning to its end, or none says it for certain. */
    boolean isEndThere() throws IOException {
        boolean closedInOrder = false;
        for (Map<String, String> copy : copies) {
            if (WRITTEN_IN_ORDER.equals(copy.get("clean"))) {
                closedInOrder = true;
                if (isChunkThere(copy.get("chunk"), copy.get("block"))) {
                    return true;
                }
            }
        }
        return !closedInOrder;
    }

    private boolean isChunkThere(@Nullable String id, @Nullable String block) throws IOException {
        if (id == null || block == null) {
            return false;
        }
        try {
            long begin = Long.parseLong(block, HEX) * BLOCK;
            Map<String, String> header = members(file, begin, CHUNK_HEADER);
            long end = begin + Long.parseLong(header.getOrDefault("len", ""), HEX) * BLOCK;
            Map<String, String> footer = members(file, end - CHUNK_FOOTER, CHUNK_FOOTER);
            return end <= Files.size(file)
                    && id.equals(header.get("chunk"))
                    && id.equals(footer.get("chunk"))
                    && header.getOrDefault("version", "").equals(footer.get("version"));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** What stands at a place as {@code name:value,name:value}, up to the end of the line; nothing of it if it is not that. */
    private static Map<String, String> members(Path file, long from, int length) throws IOException {
        Map<String, String> members = new HashMap<>();
        if (from < 0) {
            return members;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) > 0) {
                continue;
            }
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        for (String member : text.split("\n", 2)[0].split(",")) {
            int colon = member.indexOf(':');
            if (colon > 0) {
                members.put(
                        member.substring(0, colon), member.substring(colon + 1).strip());
            }
        }
        return members;
    }
}
