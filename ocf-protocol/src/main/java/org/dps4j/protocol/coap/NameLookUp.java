package org.dps4j.protocol.coap;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Looks the addresses of a host up beside the loop, where that may block, and tells what it found on the loop. */
final class NameLookUp implements Runnable {

    private final NettyLoop loop;
    private final String host;
    private final Consumer<List<InetAddress>> found;
    private final Consumer<CloseReason> failed;
    private final Consumer<Throwable> loopIsGone;

    private NameLookUp(
            NettyLoop loop,
            String host,
            Consumer<List<InetAddress>> found,
            Consumer<CloseReason> failed,
            Consumer<Throwable> loopIsGone) {
        this.loop = loop;
        this.host = host;
        this.found = found;
        this.failed = failed;
        this.loopIsGone = loopIsGone;
    }

    /**
     * Begins, on the loop; one of the three is called once.
     *
     * @param found gets one address or more, on the loop; before this returns if {@code host} is an address
     * @param failed hears on the loop why there is none
     * @param loopIsGone hears on any thread that the loop ended meanwhile
     */
    static void begin(
            NettyLoop loop,
            String host,
            Consumer<List<InetAddress>> found,
            Consumer<CloseReason> failed,
            Consumer<Throwable> loopIsGone) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            found.accept(List.of(NetUtil.createInetAddressFromIpAddressString(host)));
            return;
        }
        try {
            loop.group().blocking().execute(new NameLookUp(loop, host, found, failed, loopIsGone));
        } catch (RejectedExecutionException busy) {
            failed.accept(new CloseReason.ConnectFailed("too many name look-ups wait already"));
        }
    }

    @Override
    public void run() {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            Handover.to(loop, () -> found.accept(addresses), loopIsGone);
        } catch (UnknownHostException unknown) {
            fail(new CloseReason.NameNotFound(host));
        } catch (RuntimeException refused) {
            fail(new CloseReason.ConnectFailed(String.valueOf(refused.getMessage())));
        }
    }

    /** It will not get its turn, as the loops end. */
    void abandon() {
        fail(new CloseReason.ClosedByUs());
    }

    private void fail(CloseReason reason) {
        Handover.to(loop, () -> failed.accept(reason), loopIsGone);
    }
}
