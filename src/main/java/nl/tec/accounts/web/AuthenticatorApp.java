package nl.tec.accounts.web;

import nl.tec.documents.QrCode;

/**
 * The data to set up an authenticator app.
 *
 * @param key for typing
 * @param address the otpauth URI, for an app on this device and in the QR code
 */
public record AuthenticatorApp(String key, String address, QrCode picture) {}
