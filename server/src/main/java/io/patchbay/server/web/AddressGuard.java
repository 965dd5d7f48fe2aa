package io.patchbay.server.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keeps the URLs that tenants give from reaching what is not public: this machine, its network, the
/// metadata services of clouds. Ask when a URL is given, and again right before each call: a name may
/// come to mean another address. The JDK's client then uses the addresses that were looked at, because
/// the JDK remembers them for half a minute.
///
/// Which addresses are not public: the IANA special-purpose address registries (RFC 6890).
@Singleton
public final class AddressGuard {
    static final int LONGEST = 2000;

    private static final List<Block> BLOCKS = List.of(
            new Block("0.0.0.0", 8),
            new Block("10.0.0.0", 8),
            new Block("100.64.0.0", 10),
            new Block("127.0.0.0", 8),
            new Block("169.254.0.0", 16),
            new Block("172.16.0.0", 12),
            new Block("192.0.0.0", 24),
            new Block("192.168.0.0", 16),
            new Block("198.18.0.0", 15),
            new Block("224.0.0.0", 3),
            new Block("::", 8),
            new Block("100::", 64),
            new Block("2001:db8::", 32),
            new Block("fc00::", 7),
            new Block("fe80::", 10),
            new Block("fec0::", 10),
            new Block("ff00::", 8));

    /// Addresses that carry an IPv4 one, from this byte on: NAT64 (RFC 6052) and 6to4 (RFC 3056).
    private static final Block NAT64 = new Block("64:ff9b::", 96);

    private static final Block SIX_TO_FOUR = new Block("2002::", 16);

    private final boolean allowPrivate;

    @Inject
    public AddressGuard(
            @ConfigProperty(name = "patchbay.allow-private-addresses", defaultValue = "false") boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /// What is to be thought of a URL. A reason is the rest of a sentence that begins with the URL's name.
    public sealed interface Verdict {
        record Allowed(URI uri) implements Verdict {}

        record Refused(String why) implements Verdict {}

        /// The host's address cannot be found now.
        record Unresolved(String why) implements Verdict {}
    }

    /// Looks at the form of a URL and at the addresses of its host. Blocks while the name is looked up.
    public Verdict check(String url) {
        if (url.length() > LONGEST) {
            return new Verdict.Refused("must not be longer than " + LONGEST + " characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return new Verdict.Refused("is not a valid URL");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Verdict.Refused("must begin with https:// or http://");
        }
        String host = uri.getHost();
        if (host == null) {
            return new Verdict.Refused("must name a host, like https://example.org/callback");
        }
        if (uri.getRawUserInfo() != null) {
            return new Verdict.Refused("must not carry a user name or password");
        }
        if (uri.getRawFragment() != null) {
            return new Verdict.Refused("must not have a fragment (#…)");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return new Verdict.Refused("must have a port from 1 to 65535");
        }
        return addresses(uri, host);
    }

    private Verdict addresses(URI uri, String host) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new Verdict.Unresolved("names the host " + host + ", whose address cannot be found");
        }
        // one bad address is enough: which of them a client uses is not ours to say
        return allowPrivate || Arrays.stream(addresses).allMatch(AddressGuard::isPublic)
                ? new Verdict.Allowed(uri)
                : new Verdict.Refused("names the host " + host
                        + ", whose address is private or this machine's own; only public addresses are called"
                        + " (the operator may allow others with PATCHBAY_ALLOW_PRIVATE_ADDRESSES=true)");
    }

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
