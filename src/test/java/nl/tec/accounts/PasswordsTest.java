package nl.tec.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that are too weak (rules 9). */
class PasswordsTest {

    private static final String EMAIL = "noor.jansen@school.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deventer2026",
                "Zomer2026!!",
                "welkom01welkom01",
                "W@chtw00rd123",
                "wachtwoord1",
                "1234567890",
                "2026-11-28-2026",
                "qwertyuiop12",
                "MijnSchool2026",
                "aaaaaaaaaaaa",
                "noor.jansen99",
                "charlie123456",
                "Liverpool1892!",
                "trustno1trustno1"
            })
    void commonPasswordsAreRefused(String password) {
        assertThat(Passwords.problem(password, EMAIL)).contains("accounts.password.easy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vier paarden in de wei",
                "appeltaart met slagroom",
                "gT7-kkw!29fxQ",
                "deventer-koek-smaakt-goed",
                "zonder-bril-zie-ik-niets"
            })
    void strongPasswordsAreAccepted(String password) {
        assertThat(Passwords.problem(password, EMAIL)).isEmpty();
    }
}
