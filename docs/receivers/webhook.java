// Takes webhooks: WEBHOOK_SECRET=whsec_… PORT=8000 java webhook.java (JDK 25)
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

void main() throws Exception {
    var key = Base64.getDecoder().decode(System.getenv("WEBHOOK_SECRET").replace("whsec_", ""));
    Set<String> seen = new HashSet<>(); // of message ids; yours belong where what you make of the messages is stored, too
    var port = Integer.parseInt(System.getenv("PORT"));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", exchange -> {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        var id = headers.getFirst("webhook-id");
        var sent = headers.getFirst("webhook-timestamp");
        var mine = ("v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + sent + ".", body))).getBytes();
        var theirs = String.valueOf(headers.getFirst("webhook-signature")).split(" ");
        var genuine = Stream.of(theirs).anyMatch(one -> MessageDigest.isEqual(one.getBytes(), mine))
                && Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(sent)) < 300;
        if (genuine && seen.add(id)) {
            IO.println(new String(body)); // what your app does with it
        }
        exchange.sendResponseHeaders(genuine ? 204 : 400, -1);
        exchange.close();
    });
    server.start();
}

byte[] hmac(byte[] key, String start, byte[] body) {
    try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(start.getBytes());
        return mac.doFinal(body);
    } catch (java.security.GeneralSecurityException e) {
        throw new IllegalStateException(e);
    }
}
