package io.patchbay.server.access;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Real pictures, drawn for a test.
public final class TestLogo {
    private TestLogo() {}

    public static byte[] png() {
        return drawn("png");
    }

    public static byte[] jpeg() {
        return drawn("jpeg");
    }

    private static byte[] drawn(String format) {
        BufferedImage picture = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 32; x++) {
            picture.setRGB(x, x % 24, 0x0f766e);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
