package nl.tec.feedback.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An answer that is not counted yet, serialised with padding so that its length reveals nothing.
 *
 * @param day on which it was given
 * @param choices of the questions with choices, in order, each from 1
 * @param words empty: none
 */
public record SealedAnswer(long sessionId, long surveyId, LocalDate day, List<Integer> choices, String words) {

    /** The length in bytes: enough for 300 characters of any kind. */
    static final int BYTES = 1024;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(sessionId);
            out.writeLong(surveyId);
            out.writeLong(day.toEpochDay());
            out.writeByte(choices.size());
            for (int choice : choices) {
                out.writeByte(choice);
            }
            byte[] text = words.getBytes(StandardCharsets.UTF_8);
            out.writeShort(text.length);
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > BYTES) {
            throw new IllegalArgumentException("an answer of " + bytes.size() + " bytes");
        }
        return Arrays.copyOf(bytes.toByteArray(), BYTES);
    }

    static SealedAnswer of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long session = in.readLong();
            long survey = in.readLong();
            LocalDate day = LocalDate.ofEpochDay(in.readLong());
            int count = in.readByte();
            List<Integer> choices = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                choices.add((int) in.readByte());
            }
            byte[] text = in.readNBytes(in.readUnsignedShort());
            return new SealedAnswer(session, survey, day, choices, new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
