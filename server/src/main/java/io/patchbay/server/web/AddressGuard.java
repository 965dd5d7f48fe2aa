package io.patchbay.server.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Keeps the URLs that tenants give from reaching what is not public: this machine, its network, the
/// metadata services of clouds. Ask when a URL is given, and call it through [GuardedHttp], which asks at every call
/// and connects to the very addresses that were looked at: a name may come to mean another one a moment later.
///
/// However a host is spelled, what counts is the address that it leads to.
@Singleton
public final class AddressGuard {
    static final int LONGEST = 2000;

    /// An IPv4 address in decimal, octal or hexadecimal numbers, one to four of them.
    private static final String NUMERIC = "(?i)[0-9.]+|(0x[0-9a-f]+\\.?)+";

    private static final Pattern AUTHORITY = Pattern.compile("(?i)(https?://)([^/?#:@\\[\\]]+)(.*)");

    private final boolean allowPrivate;
    private final Names names;

    @Inject
    AddressGuard(
            @ConfigProperty(name = "patchbay.allow-private-addresses", defaultValue = "false") boolean allowPrivate,
            Names names) {
        this.allowPrivate = allowPrivate;
        this.names = names;
    }

    /// For what has no container.
    public static AddressGuard of(boolean allowPrivate) {
        return new AddressGuard(allowPrivate, new Names());
    }

    /// What is to be thought of a URL. A reason is the rest of a sentence that begins with the URL's name.
    public sealed interface Verdict {
        /// @param uri       its host as the domain name system spells it
        /// @param addresses of its host, all of which may be called; at least one
        record Allowed(URI uri, List<InetAddress> addresses) implements Verdict {}

        record Refused(String why) implements Verdict {}

        /// The host's address cannot be found now.
        record Unresolved(String why) implements Verdict {}
    }

    /// Looks at the form of a URL and at the addresses of its host. Blocks while the name is looked up, 5 s at most.
    public Verdict check(String url) {
        if (url.length() > LONGEST) {
            return new Verdict.Refused("must not be longer than " + LONGEST + " characters");
        }
        URI uri;
        try {
            uri = new URI(ascii(url));
        } catch (URISyntaxException e) {
            return new Verdict.Refused("is not a valid URL");
        }
        String host = uri.getHost();
        Optional<String> wrong = form(uri, host);
        return wrong.isPresent() || host == null
                ? new Verdict.Refused(wrong.orElse("must name a host"))
                : addresses(uri, host);
    }

    /// As [#check], but for why a URL that a caller gives is not taken; empty if it is.
    public Optional<String> refusal(String url) {
        return refusal(check(url));
    }

    /// As [#refusal(String)] for a URL of any scheme, whose form was looked at before.
    ///
    /// @param uri with a host
    public Optional<String> refusalOfHost(URI uri) {
        return refusal(addresses(uri, uri.getHost()));
    }

    private static Optional<String> refusal(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed _ -> Optional.empty();
            case Verdict.Refused(String why) -> Optional.of(why);
            case Verdict.Unresolved(String why) -> Optional.of(why);
        };
    }

    /// A host in another script, as the domain name system knows it.
    private static String ascii(String url) {
        Matcher parts = AUTHORITY.matcher(url);
        if (url.chars().allMatch(c -> c < 0x80) || !parts.matches()) {
            return url;
        }
        try {
            return parts.group(1) + IDN.toASCII(parts.group(2)) + parts.group(3);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static Optional<String> form(URI uri, @Nullable String host) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("must begin with https:// or http://");
        }
        if (host == null) {
            return Optional.of("must name a host, like https://example.org/callback");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("must not carry a user name or password");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("must not have a fragment (#…)");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("must have a port from 1 to 65535");
        }
        return Optional.empty();
    }

    private Verdict addresses(URI uri, String host) {
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(host);
        } catch (UnknownHostException e) {
            return new Verdict.Unresolved("names the host " + host + ", whose address cannot be found");
        }
        if (host.matches(NUMERIC) && !host.equals(addresses.getFirst().getHostAddress())) {
            return new Verdict.Refused("names an address in numbers that not all programs read alike: write it like "
                    + addresses.getFirst().getHostAddress());
        }
        // one bad address is enough: who mixes them wants us to try until one answers
        return allowPrivate || addresses.stream().allMatch(SpecialAddresses::isPublic)
                ? new Verdict.Allowed(uri, addresses)
                : new Verdict.Refused("names the host " + host
                        + ", whose address is private or this machine's own; only public addresses are called"
                        + " (the operator may allow others with PATCHBAY_ALLOW_PRIVATE_ADDRESSES=true)");
    }
}
