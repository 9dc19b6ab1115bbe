package nl.tec.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import javax.imageio.ImageIO;
import nl.tec.accounts.Actor;
import nl.tec.programme.ActivityPictures;
import nl.tec.programme.ActivityPictures.Upload;
import nl.tec.shared.Bilingual;

/** Drawings that take the place of photos of children's work: they show nobody, and nobody's work. */
final class DemoPictures {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;

    private final ActivityPictures pictures;
    private final LocalDate today;
    private final Actor manager;

    DemoPictures(ActivityPictures pictures, LocalDate today, Actor manager) {
        this.pictures = pictures;
        this.today = today;
        this.manager = manager;
    }

    void fill(long activity) {
        put(
                activity,
                0,
                new Bilingual(
                        "Getekend: een drone met vier rode propellers", "Drawn: a drone with four red propellers"));
        put(
                activity,
                1,
                new Bilingual(
                        "Getekend: een drone met vier groene propellers", "Drawn: a drone with four green propellers"));
        put(
                activity,
                2,
                new Bilingual(
                        "Getekend: een drone met vier gele propellers", "Drawn: a drone with four yellow propellers"));
        put(
                activity,
                3,
                new Bilingual(
                        "Getekend: een drone met vier blauwe propellers", "Drawn: a drone with four blue propellers"));
    }

    private void put(long activity, int number, Bilingual alt) {
        pictures.add(
                activity,
                new Upload(drone(number), null, alt, "niemand: dit is getekend voor de demo", today.minusDays(3), true),
                manager);
    }

    private static byte[] drone(int number) {
        Color[] colours = {new Color(0xc8102e), new Color(0x00843d), new Color(0xf2b700), new Color(0x0067b1)};
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0xd8ecf7), 0, HEIGHT, new Color(0xf7f3e8)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int x = WIDTH / 2;
        int y = HEIGHT / 2 - 60 + 40 * (number % 3);
        graphics.setColor(new Color(0x333333));
        for (int side = -1; side <= 1; side += 2) {
            graphics.fillRoundRect(x - 360, y - 18 + side * 70, 720, 36, 36, 36);
            for (int end = -1; end <= 1; end += 2) {
                graphics.setColor(colours[number % colours.length]);
                graphics.fillOval(x + end * 360 - 130, y + side * 70 - 45, 260, 90);
                graphics.setColor(new Color(0x333333));
                graphics.fillOval(x + end * 360 - 18, y + side * 70 - 18, 36, 36);
            }
        }
        graphics.fillRoundRect(x - 150, y - 130, 300, 260, 80, 80);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(x - 50, y - 50, 100, 100);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
