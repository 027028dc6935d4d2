package org.dps4j.testkit.leak;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtensionContext;

@EnabledOnOs(OS.LINUX)
class LeakCheckTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final ExtensionContext CLASS = context("a class");
    private static final ExtensionContext TEST = context("a test");

    @Test
    void looks_after_the_class_by_default() throws Exception {
        LeakCheck check = new LeakCheck().withPatience(SHORT);

        check.beforeAll(CLASS);
        check.beforeEach(TEST);
        try (ServerSocket leak = listen()) {
            assertThatCode(() -> check.afterEach(TEST)).doesNotThrowAnyException();
            assertThatThrownBy(() -> check.afterAll(CLASS))
                    .hasMessageContaining("after a class")
                    .hasMessageContaining(":" + leak.getLocalPort());
        }
    }

    @Test
    void looks_after_each_test_on_request() throws Exception {
        LeakCheck check = LeakCheck.afterEachTest().withPatience(SHORT);

        check.beforeAll(CLASS);
        check.beforeEach(TEST);
        try (ServerSocket leak = listen()) {
            assertThatThrownBy(() -> check.afterEach(TEST))
                    .hasMessageContaining("after a test")
                    .hasMessageContaining(":" + leak.getLocalPort());
            assertThatCode(() -> check.afterAll(CLASS)).doesNotThrowAnyException();
        }
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static ExtensionContext context(String name) {
        return (ExtensionContext) Proxy.newProxyInstance(
                LeakCheckTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (self, method, arguments) -> {
                    return name;
                });
    }
}
