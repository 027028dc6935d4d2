package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A few event loops, and the few daemon threads beside them on which certificate checks and name look-ups may block and
 * records of DTLS are worked on. Any number of clients and servers share one. All its threads are daemons.
 *
 * <p>Close clients and servers first, then this; nothing of it remains once {@link #close()} returned.
 */
public final class NettyLoops implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final int CHECK_THREADS = 8;
    private static final int CHECK_QUEUE = 4096;

    private final IoEventLoopGroup group;
    private final ThreadPoolExecutor blocking;
    private final ScheduledThreadPoolExecutor secondary;
    private final ScheduledThreadPoolExecutor dtls;
    private final Map<EventLoop, NettyLoop> loops = new ConcurrentHashMap<>();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

    private NettyLoops(String name, int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        blocking = new ThreadPoolExecutor(
                CHECK_THREADS,
                CHECK_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(CHECK_QUEUE),
                new DefaultThreadFactory(name + "-blocking", true));
        blocking.allowCoreThreadTimeOut(true);
        secondary = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory(name + "-secondary", true));
        secondary.setRemoveOnCancelPolicy(true);
        dtls = new ScheduledThreadPoolExecutor(
                Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory(name + "-dtls", true));
        dtls.setRemoveOnCancelPolicy(true);
        dtls.setKeepAliveTime(10, TimeUnit.SECONDS);
        dtls.allowCoreThreadTimeOut(true);
    }

    /** Starts {@code threads} event loops whose threads are named after {@code name}. */
    public static NettyLoops start(String name, int threads) {
        return new NettyLoops(name, threads);
    }

    /** The loops in turn. */
    public NettyLoop next() {
        return of(group.next());
    }

    /**
     * Ends the loops and their threads. Connections that are still open are closed. Waits a few seconds at most; must not
     * be called on a loop of its own.
     */
    @Override
    public void close() {
        // a loop that is told to end may do so without closing its channels
        closeAll(channels, END_LIMIT);
        for (Runnable waiting : blocking.shutdownNow()) {
            if (waiting instanceof NameLookUp lookUp) {
                lookUp.abandon();
            }
        }
        secondary.shutdownNow();
        dtls.shutdownNow();
        group.shutdownGracefully(0, END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(END_LIMIT.toMillis());
        try {
            if (!blocking.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                blocking.shutdownNow();
            }
            if (!secondary.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                secondary.shutdownNow();
            }
            if (!dtls.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                dtls.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes this channel at the latest with the loops. */
    void track(Channel channel) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
    }

    /** Closes channels because we want to; waits until they are closed, but not longer than {@code limit}. */
    static void closeAll(Collection<Channel> open, Duration limit) {
        List<ChannelFuture> closing = new ArrayList<>();
        for (Channel channel : open) {
            channel.pipeline().fireUserEventTriggered(new CloseReason.ClosedByUs());
            closing.add(channel.close());
        }
        long deadline = System.nanoTime() + limit.toNanos();
        for (ChannelFuture closed : closing) {
            closed.awaitUninterruptibly(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }

    /** Waits for the end of something that has a limit of its own; gives up after {@code limit} without a word. */
    static void await(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException itIsNotWorthMore) {
            return;
        }
    }

    NettyLoop of(EventLoop eventLoop) {
        return loops.computeIfAbsent(eventLoop, loop -> new NettyLoop(loop, this));
    }

    IoEventLoopGroup group() {
        return group;
    }

    Executor blocking() {
        return blocking;
    }

    ScheduledExecutorService secondary() {
        return Executors.unconfigurableScheduledExecutorService(secondary);
    }

    /** Where the records of every association of DTLS are worked on; has no thread before the first one comes. */
    ScheduledExecutorService dtls() {
        return Executors.unconfigurableScheduledExecutorService(dtls);
    }
}
