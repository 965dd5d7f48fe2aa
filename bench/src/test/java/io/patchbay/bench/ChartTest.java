package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {
    @Test
    void each_line_has_a_point_for_each_value() throws Exception {
        List<Integer> clients = List.of(1000, 10_000, 100_000);
        String svg = Chart.svg(List.of(new Chart(
                "Get <fast>",
                "requests/s",
                List.of(
                        new Chart.Line("ours", clients, List.of(40_000.0, 39_000.0, 30_000.0)),
                        new Chart.Line("bare", clients, List.of(60_000.0, 60_000.0, 59_000.0))))));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(6);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(document.getDocumentElement().getTextContent()).contains("Get <fast>", "100,000", "ours", "bare");
    }
}
