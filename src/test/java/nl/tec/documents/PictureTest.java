package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading uploaded pictures: upright, scaled, and nothing of the file but its pixels. */
class PictureTest {

    @Test
    void aPhotoOfAPhoneLosesWhereAndWhenItWasTaken() throws IOException {
        byte[] photo = Photos.ofPhone(800, 600, 1);
        assertThat(text(photo)).contains("Exif", "GPS-DEVENTER", "2026:05:01");
        byte[] anew = Picture.read(photo, 640, 1280).jpeg(0.75f);
        assertThat(text(anew)).doesNotContain("Exif", "GPS-DEVENTER", "2026:05:01");
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(anew));
        assertThat(drawn.getWidth()).isEqualTo(640);
        assertThat(drawn.getHeight()).isEqualTo(480);
    }

    /** The top left of the sensor is red: where it is when the photo is upright. */
    @ParameterizedTest
    @CsvSource({
        "1,80,60,0,0",
        "2,80,60,1,0",
        "3,80,60,1,1",
        "4,80,60,0,1",
        "5,60,80,0,0",
        "6,60,80,1,0",
        "7,60,80,1,1",
        "8,60,80,0,1"
    })
    void aPhotoIsTurnedUpright(int orientation, int width, int height, int right, int bottom) throws IOException {
        Picture picture = Picture.read(Photos.ofPhone(80, 60, orientation), 100, 100);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(picture.png()));
        Color corner = new Color(drawn.getRGB(right * (width - 5) + 2, bottom * (height - 5) + 2));
        assertThat(corner.getRed()).isGreaterThan(180);
        assertThat(corner.getBlue()).isLessThan(90);
    }

    @Test
    void metadataThatIsDamagedIsNoReasonToRefuse() {
        byte[] photo = Photos.ofPhone(80, 60, 6);
        int exif = text(photo).indexOf("Exif");
        for (int cut = exif; cut < exif + 40; cut++) {
            byte[] damaged = photo.clone();
            Arrays.fill(damaged, cut, cut + 4, (byte) 0xff);
            assertThat(JpegOrientation.of(damaged)).isBetween(1, 8);
            assertThat(JpegOrientation.of(Arrays.copyOf(photo, cut))).isEqualTo(JpegOrientation.UPRIGHT);
        }
    }

    @Test
    void rejectsOversizedPicturesBeforeDecoding() {
        assertThatThrownBy(() -> Picture.read(Photos.pngThatSays(60_000, 60_000), 640, 640))
                .isInstanceOf(Picture.TooManyPixels.class);
    }

    @Test
    void aPictureIsNeverMadeLarger() throws IOException {
        Picture small = Picture.read(Photos.ofPhone(300, 200, 1), 1280, 1280);
        assertThat(small.width()).isEqualTo(300);
        assertThat(small.sideOfFile()).isEqualTo(200);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
