package io.patchbay.server.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses are not public: the IANA special-purpose address registries (RFC 6890), multicast, and an address
/// that is public by its number but a cloud's metadata service.
final class SpecialAddresses {
    private static final List<Block> BLOCKS = List.of(
            new Block("0.0.0.0", 8),
            new Block("10.0.0.0", 8),
            new Block("100.64.0.0", 10),
            new Block("127.0.0.0", 8),
            new Block("168.63.129.16", 32), // Azure answers here on every machine
            new Block("169.254.0.0", 16),
            new Block("172.16.0.0", 12),
            new Block("192.0.0.0", 24),
            new Block("192.0.2.0", 24),
            new Block("192.88.99.0", 24),
            new Block("192.168.0.0", 16),
            new Block("198.18.0.0", 15),
            new Block("198.51.100.0", 24),
            new Block("203.0.113.0", 24),
            new Block("224.0.0.0", 3),
            new Block("::", 8),
            new Block("100::", 64),
            new Block("2001::", 23),
            new Block("2001:db8::", 32),
            new Block("3fff::", 20),
            new Block("5f00::", 16),
            new Block("fc00::", 7),
            new Block("fe80::", 10),
            new Block("fec0::", 10),
            new Block("ff00::", 8));

    /// Addresses that carry an IPv4 one, from a byte on: NAT64 (RFC 6052) and 6to4 (RFC 3056). Those that carry it from
    /// byte 12 after zeros come as IPv4 addresses, or begin with `::`.
    private static final Block NAT64 = new Block("64:ff9b::", 96);

    private static final Block SIX_TO_FOUR = new Block("2002::", 16);

    private SpecialAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            if (NAT64.contains(bytes)) {
                return isPublic(embedded(bytes, 12));
            }
            if (SIX_TO_FOUR.contains(bytes)) {
                return isPublic(embedded(bytes, 2));
            }
        }
        return BLOCKS.stream().noneMatch(block -> block.contains(bytes));
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /// The addresses that begin with the same bits.
    private record Block(byte[] start, int bits) {
        Block(String start, int bits) {
            this(InetAddress.ofLiteral(start).getAddress(), bits);
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = 8 - bits % 8;
            return Arrays.equals(address, 0, whole, start, 0, whole)
                    && (rest == 8 || (address[whole] & 0xff) >> rest == (start[whole] & 0xff) >> rest);
        }
    }
}
