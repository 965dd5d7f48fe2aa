package io.patchbay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A line chart as SVG: how something grows with the number of clients, on a logarithmic scale. Written by hand because
/// it is kept beside the text, where every byte and every difference is seen.
///
/// @param unit of the vertical axis, which begins at zero
record Chart(String title, String unit, List<Line> lines) {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 46;
    private static final int BOTTOM = 58;
    private static final int STEPS = 4;
    private static final String[] COLOURS = {"#0b6e99", "#9aa4ad", "#d9730d"};

    /// @param clients how many there were at each point, ascending
    /// @param values at the same points
    record Line(String name, List<Integer> clients, List<Double> values) {}

    /// Charts side by side, as one picture.
    static String svg(List<Chart> charts) {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                .formatted(WIDTH * charts.size(), HEIGHT));
        svg.append(" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (int i = 0; i < charts.size(); i++) {
            svg.append("<g transform=\"translate(%d 0)\">\n%s</g>\n"
                    .formatted(i * WIDTH, charts.get(i).body()));
        }
        return svg.append("</svg>\n").toString();
    }

    private String body() {
        double top = niceTop(lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
        List<Integer> clients = lines.getFirst().clients();
        StringBuilder body = new StringBuilder();
        text(body, LEFT, 20, "start", "600", title);
        for (int i = 0; i <= STEPS; i++) {
            double y = y(top * i / STEPS, top);
            body.append("<path d=\"M%d,%s H%d\" stroke=\"#e3e6e8\"/>\n".formatted(LEFT, at(y), WIDTH - RIGHT));
            text(body, LEFT - 8, y + 4, "end", "400", Report.number(top * i / STEPS));
        }
        text(body, LEFT, 36, "start", "400", unit);
        for (int count : clients) {
            text(
                    body,
                    x(count, clients),
                    HEIGHT - BOTTOM + 18,
                    "middle",
                    "400",
                    String.format(Locale.ROOT, "%,d", count));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(body, lines.get(i), COLOURS[i % COLOURS.length], clients, top);
        }
        legend(body);
        return body.toString();
    }

    private static void line(StringBuilder body, Line line, String colour, List<Integer> all, double top) {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < line.clients().size(); i++) {
            double x = x(line.clients().get(i), all);
            double y = y(line.values().get(i), top);
            points.add(at(x) + "," + at(y));
            body.append("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>\n".formatted(at(x), at(y), colour));
        }
        body.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                .formatted(String.join(" ", points), colour));
    }

    private void legend(StringBuilder body) {
        int x = LEFT;
        for (int i = 0; i < lines.size(); i++) {
            body.append("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>\n"
                    .formatted(x, HEIGHT - 18, COLOURS[i % COLOURS.length]));
            text(body, x + 18, HEIGHT - 12, "start", "400", lines.get(i).name());
            x += 30 + 7 * lines.get(i).name().length();
        }
    }

    private static void text(StringBuilder body, double x, double y, String anchor, String weight, String text) {
        body.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#333\">%s</text>\n"
                .formatted(
                        at(x), at(y), anchor, weight, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static double x(int clients, List<Integer> all) {
        double first = Math.log10(all.getFirst());
        double span = Math.max(1e-9, Math.log10(all.getLast()) - first);
        return LEFT + 24 + (Math.log10(clients) - first) / span * (WIDTH - LEFT - RIGHT - 60);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    /// The next of 1, 2, 4, 5, 8, 10 times a power of ten.
    private static double niceTop(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-6))));
        for (double step : new double[] {1, 2, 4, 5, 8, 10}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
