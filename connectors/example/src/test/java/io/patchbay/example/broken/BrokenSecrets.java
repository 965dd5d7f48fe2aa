package io.patchbay.example.broken;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

final class BrokenSecrets {
    private BrokenSecrets() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "C12_no_secret_comes_out_whatever_happens",
                        () -> new Altered().polling((good, context, sink) -> {
                            String key = context.instance().secret("api_key").reveal();
                            context.log().log(System.Logger.Level.DEBUG, "polling with {0}", key);
                            good.poll(sink);
                        })),
                new Variant("C12_a_secret_that_the_vendor_echoes_is_not_passed_on", BrokenSecrets::quoting),
                new Variant(
                        "C12_no_secret_stands_in_a_url_that_may_be_logged",
                        () -> new Altered().opening((good, context) -> {
                            String key = context.instance().secret("api_key").reveal();
                            VendorHttp http = call -> context.http().send(call.query("key", key));
                            return good.open(new WithHttp(context, http));
                        })));
    }

    /// Tells of an unavailable vendor in the vendor's own words.
    private static Altered quoting() {
        AtomicReference<String> last = new AtomicReference<>("");
        return new Altered()
                .opening((good, context) -> good.open(new WithHttp(context, (Call call) -> {
                    var reply = context.http().send(call);
                    last.set(reply.text());
                    return reply;
                })))
                .polling((good, _, sink) -> {
                    try {
                        good.poll(sink);
                    } catch (ConnectorException e) {
                        throw e.failure() instanceof Failure.Unavailable(var cause)
                                ? new ConnectorException(new Failure.Unavailable(cause + ": " + last.get()))
                                : e;
                    }
                });
    }
}
