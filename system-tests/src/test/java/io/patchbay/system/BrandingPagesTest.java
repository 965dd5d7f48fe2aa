package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A developer brands an app, in a real browser.
class BrandingPagesTest {
    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service().start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_developer_brands_an_app_and_sees_it_at_once(Chrome.Look look) {
        Api app = Api.ofNewApp(service);
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            page.navigate(service.base() + "/console/login");
            page.getByLabel("Email").fill(Service.EMAIL);
            page.getByLabel("Password").fill(Service.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page).hasURL(service.base() + "/console");
            page.navigate(service.base() + "/console/apps/" + app.id() + "/settings");
            page.getByText("Change the branding").click();
            page.getByLabel("Name").fill("Weather at home");
            Locator shown = page.locator(".preview-light .preview-head");
            assertThat(shown).containsText("Weather at home");
            page.locator("#color").fill("#ffd400");
            Locator button = page.locator(".preview-light .preview-button");
            assertThat(button).hasCSS("background-color", "rgb(255, 212, 0)");
            assertThat(button).hasCSS("color", "rgb(0, 0, 0)");
            page.locator("#color").fill("yellow");
            save(page);
            assertThat(page.getByText("The colour must be written as #rrggbb")).isVisible();
            assertThat(page.getByLabel("Name")).hasValue("Weather at home");
            Accessible.check(page);
            // the browser itself says of an answer with status 400 that it is one
            assertThat(chrome.complaints()).allMatch(complaint -> complaint.contains("status of 400"));

            page.locator("#color").fill("#ffd400");
            page.locator("#logo").setInputFiles(new FilePayload("logo.png", "image/png", logo()));
            save(page);
            assertThat(page.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("Saved.*"));
            assertThat(page.locator(".preview-dark img")).isVisible();
            page.waitForFunction("document.querySelector('.preview-dark img').naturalWidth === 64");
            Accessible.check(page);
            chrome.shoot("console-branding");
        }
    }

    private static void save(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
    }

    private static byte[] logo() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0xffd400));
        pen.fillOval(4, 4, 56, 56);
        pen.setColor(new Color(0x18181b));
        pen.fillOval(22, 22, 20, 20);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
