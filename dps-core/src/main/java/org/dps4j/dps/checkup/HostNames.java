package org.dps4j.dps.checkup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Who knows the addresses of hosts. */
interface HostNames {

    /** The addresses of a host, none if nobody knows any. Blocks. */
    List<String> addressesOf(String host);

    /** What this machine knows and asks. */
    static HostNames ofThisMachine() {
        return host -> {
            try {
                return Arrays.stream(InetAddress.getAllByName(host))
                        .map(InetAddress::getHostAddress)
                        .toList();
            } catch (UnknownHostException e) {
                return List.of();
            }
        };
    }
}
