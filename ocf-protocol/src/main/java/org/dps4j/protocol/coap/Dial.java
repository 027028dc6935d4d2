package org.dps4j.protocol.coap;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.loop.Cancellable;
import org.jspecify.annotations.Nullable;

/** One attempt to get a TCP connection: looks the name up, then tries its addresses in turn. Confined to the loop. */
final class Dial {

    private final NettyLoop loop;
    private final Endpoint target;
    private final TransportLimits limits;
    private final ChannelInitializer<Channel> initializer;
    private final CompletableFuture<Channel> result = new CompletableFuture<>();
    private final Cancellable timer;
    private @Nullable Channel trying;

    Dial(NettyLoop loop, Endpoint target, TransportLimits limits, ChannelInitializer<Channel> initializer) {
        this.loop = loop;
        this.target = target;
        this.limits = limits;
        this.initializer = initializer;
        this.timer = loop.schedule(
                limits.connectTimeout(), () -> cancel(new CloseReason.ConnectTimeout(limits.connectTimeout())));
    }

    /** Begins. The future fails with {@link ConnectionClosedException}. */
    CompletableFuture<Channel> start() {
        NameLookUp.begin(
                loop, target.host(), addresses -> tryNext(addresses, 0), this::cancel, result::completeExceptionally);
        return result;
    }

    /** Gives up. */
    void cancel(CloseReason reason) {
        timer.cancel();
        if (result.completeExceptionally(new ConnectionClosedException(reason)) && trying != null) {
            Outbound.close(trying);
        }
    }

    private void tryNext(List<InetAddress> addresses, int index) {
        if (result.isDone()) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(addresses.get(index), target.port());
        ChannelFuture connecting = new Bootstrap()
                .group(loop.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        (int) limits.connectTimeout().toMillis() / addresses.size())
                .handler(initializer)
                .connect(address);
        trying = connecting.channel();
        connecting.addListener((ChannelFuture future) -> {
            if (future.isSuccess()) {
                timer.cancel();
                if (!result.complete(future.channel())) {
                    Outbound.close(future.channel());
                }
            } else if (index + 1 < addresses.size()) {
                tryNext(addresses, index + 1);
            } else {
                cancel(reason(address, future.cause()));
            }
        });
    }

    private CloseReason reason(InetSocketAddress address, Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectTimeoutException) {
            return new CloseReason.ConnectTimeout(limits.connectTimeout());
        }
        return cause instanceof ConnectException && text.contains("refused")
                ? new CloseReason.ConnectRefused(address)
                : new CloseReason.ConnectFailed(text);
    }
}
