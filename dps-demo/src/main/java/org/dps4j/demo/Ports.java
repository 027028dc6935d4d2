package org.dps4j.demo;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Where the programs of a demo listen, each for its protocol and for HTTP, all on this machine. */
record Ports(Port service, Port serviceHttp, Port cloud, Port cloudHttp) {

    static Ports free() throws DemoFailure {
        return new Ports(Port.free(20030), Port.free(9100), Port.free(5684), Port.free(8080));
    }

    /** Those that are not what they would be, had nobody else them. */
    List<Port> moved() {
        return Stream.of(service, serviceHttp, cloud, cloudHttp)
                .filter(Port::isAnother)
                .toList();
    }

    String serviceEndpoint() {
        return "coaps+tcp://127.0.0.1:" + service.number();
    }

    String cloudEndpoint() {
        return "coaps+tcp://127.0.0.1:" + cloud.number();
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + cloudHttp.number() + "/");
    }
}
