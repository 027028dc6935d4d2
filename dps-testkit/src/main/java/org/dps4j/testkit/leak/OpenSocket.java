package org.dps4j.testkit.leak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A TCP or UDP socket that this process holds open, as Linux shows it below {@code /proc}. */
record OpenSocket(String inode, String protocol, String local, String remote, String state) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path TABLES = Path.of("/proc/self/net");
    private static final List<String> PROTOCOLS = List.of("tcp", "tcp6", "udp", "udp6");
    private static final List<String> STATES = List.of(
            "",
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT1",
            "FIN_WAIT2",
            "TIME_WAIT",
            "CLOSED",
            "CLOSE_WAIT",
            "LAST_ACK",
            "LISTEN",
            "CLOSING");

    /** All of them; none where there is no such {@code /proc}. */
    static Set<OpenSocket> all() {
        Set<String> inodes = inodesOfThisProcess();
        return PROTOCOLS.stream()
                .flatMap(OpenSocket::table)
                .filter(socket -> inodes.contains(socket.inode))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isSameAs(OpenSocket other) {
        return inode.equals(other.inode);
    }

    @Override
    public String toString() {
        return "socket " + protocol + " " + local + " -> " + remote + " " + state;
    }

    private static Set<String> inodesOfThisProcess() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Set.of();
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .map(OpenSocket::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<OpenSocket> table(String protocol) {
        try {
            return Files.readAllLines(TABLES.resolve(protocol)).stream()
                    .skip(1)
                    .map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns.length > 9)
                    .map(columns -> new OpenSocket(
                            columns[9], protocol, address(columns[1]), address(columns[2]), state(columns[3])));
        } catch (IOException absent) {
            return Stream.empty();
        }
    }

    private static String state(String hex) {
        int number = HexFormat.fromHexDigits(hex);
        return number < STATES.size() ? STATES.get(number) : hex;
    }

    private static String address(String column) {
        int colon = column.indexOf(':');
        byte[] words = HexFormat.of().parseHex(column.substring(0, colon).toLowerCase(Locale.ROOT));
        byte[] bytes = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[(i & ~3) + 3 - (i & 3)];
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + ":"
                    + HexFormat.fromHexDigits(column.substring(colon + 1));
        } catch (UnknownHostException impossible) {
            return column;
        }
    }
}
