package io.patchbay.bench.vendor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/// A vendor of stations that costs a few microseconds per call: one thread, connections that are kept, answers put
/// together from prepared bytes. A program of its own: `StationVendor <port>`.
public final class StationVendor {
    private StationVendor() {}

    public static void main(String[] arguments) throws IOException {
        serve(Integer.parseInt(arguments[0]), new Stations());
    }

    private static void serve(int port, Stations stations) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select();
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    serve(selector, ready.next(), stations);
                    ready.remove();
                }
            }
        }
    }

    private static void serve(Selector selector, SelectionKey key, Stations stations) {
        try {
            if (key.attachment() instanceof Caller caller) {
                caller.serve(stations);
            } else {
                SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Caller(channel));
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
