// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "support/marks.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

TEST(Normalise, LeavesAPlainTokenAlone) {
  for (const char* token :
       {"ghp_abcDEF123", "AbC/dEf+gh==", "p@ss:w%rd", "a b c", "", "sk-a.b_c~d",
        "https://u:p%40ss@h/p?x=%3D", "\xff\xfe", "100%25"}) {
    EXPECT_EQ(normalise(token), token);
  }
}

TEST(Normalise, UndoesPercentEscapes) {
  EXPECT_EQ(normalise("ATATT3x%3DABCD"), "ATATT3x=ABCD");
  EXPECT_EQ(normalise("a%2Bb%2fc%3d%3d"), "a+b/c==");
}

TEST(Normalise, KeepsPercentEscapesThatNoTokenNeeds) {
  EXPECT_EQ(normalise("a%20b%00c%41"), "a%20b%00c%41");
}

TEST(Normalise, UndoesBackslashEscapes) {
  EXPECT_EQ(normalise(R"(abc\u003d\u002B\x3D)"), "abc=+=");
  EXPECT_EQ(normalise(R"(abc\=\/def\+)"), "abc=/def+");
}

TEST(Normalise, KeepsBackslashesThatAreNoEscape) {
  EXPECT_EQ(normalise(R"(abc\qdef)"), R"(abc\qdef)");
  EXPECT_EQ(normalise(R"(\u00)"), R"(\u00)");
  EXPECT_EQ(normalise(R"(\u0000)"), R"(\u0000)");
  EXPECT_EQ(normalise("\\"), "\\");
}

TEST(Normalise, UndoesEntities) {
  EXPECT_EQ(normalise("abc&#43;d&#x3D;&#x3d;&amp;e"), "abc+d==&e");
  EXPECT_EQ(normalise("a&b;c&#0;d&#999999;"), "a&b;c&#0;d&#999999;");
}

TEST(Normalise, JoinsStringLiterals) {
  EXPECT_EQ(normalise("ghp_abc\" + \"def"), "ghp_abcdef");
  EXPECT_EQ(normalise("ghp_abc\"\n    \"def"), "ghp_abcdef");
  EXPECT_EQ(normalise("ghp_abc' .\n  'def"), "ghp_abcdef");
  EXPECT_EQ(normalise("ghp_abc\" \\\n  \"def"), "ghp_abcdef");
}

TEST(Normalise, KeepsQuotesThatJoinNothing) {
  EXPECT_EQ(normalise("abc\"def"), "abc\"def");
  EXPECT_EQ(normalise("abc\" + 'def"), "abc\" + 'def");
  EXPECT_EQ(normalise("a\"\"b"), "a\"\"b");
}

TEST(Normalise, JoinsContinuedLines) {
  EXPECT_EQ(normalise("ghp_abc\\\n   def"), "ghp_abcdef");
  EXPECT_EQ(normalise("ghp_abc\\\r\ndef"), "ghp_abcdef");
}

TEST(Normalise, UnwrapsBase64) {
  EXPECT_EQ(normalise("AbCd\n  EfGh\r\n  IjK="), "AbCdEfGhIjK=");
}

TEST(Normalise, LeavesJsonToItsParser) {
  const std::string file = R"({"private_key": "-----BEGIN\u003d\n"})";
  EXPECT_EQ(normalise(file), file);
}

const std::string kPem = test::unmark(
    "-----BE·GIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\n"
    "AAAA\n"
    "-----END PRIVATE KEY-----");

TEST(NormaliseKey, IsTheSameWhereverTheKeyStands) {
  const std::string in_a_string =
      "-----BE·GIN PRIVATE KEY-----\\n"
      "MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\\n"
      "AAAA\\n"
      "-----END PRIVATE KEY-----";
  const std::string indented =
      "-----BE·GIN PRIVATE KEY-----\r\n"
      "    MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\r\n"
      "    AAAA\r\n"
      "    -----END PRIVATE KEY-----";
  const std::string joined =
      "-----BE·GIN PRIVATE KEY-----\\n\" +\n"
      "  "
      "\"MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\\n\" "
      "+\n"
      "  \"AAAA\\n\" +\n"
      "  \"-----END PRIVATE KEY-----";
  const std::string listed =
      "-----BE·GIN PRIVATE KEY-----',\n"
      "  'MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER',\n"
      "  'AAAA',\n"
      "  '-----END PRIVATE KEY-----";
  const std::string commented =
      "-----BE·GIN PRIVATE KEY-----\n"
      "# MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\n"
      "# AAAA\n"
      "# -----END PRIVATE KEY-----";
  const std::string one_line =
      "-----BE·GIN PRIVATE KEY-----"
      "MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERERAAAA"
      "-----END PRIVATE KEY-----";
  const std::string patch =
      "-----BE·GIN PRIVATE KEY-----\n"
      "+MC4CAQAwBQYDK2VwBCIEIBERERERERERERERERERERERERERERERERERERERERER\n"
      "+AAAA\n"
      "+-----END PRIVATE KEY-----";
  for (const std::string& text :
       {in_a_string, indented, joined, listed, commented, patch}) {
    EXPECT_EQ(normalise(test::unmark(text)), kPem);
  }
  EXPECT_EQ(normalise(test::unmark(one_line)).substr(0, 92),
            kPem.substr(0, 92));
}

TEST(NormaliseKey, IsDoneOnce) {
  EXPECT_EQ(normalise(kPem), kPem);
  EXPECT_EQ(normalise(kPem + "\n"), kPem + "\n");
}

TEST(NormaliseKey, KeepsWhatElidesAKey) {
  const std::string elided = test::unmark(
      "-----BE·GIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA "
      "PRIVATE KEY-----");
  EXPECT_EQ(normalise(elided), elided);
}

TEST(NormaliseKey, KeepsTheHeadersOfAnEncryptedKey) {
  const std::string pem = test::unmark(
      "-----BE·GIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
      "AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA "
      "PRIVATE KEY-----");
  EXPECT_EQ(normalise(pem), pem);
}

TEST(NormaliseKey, KeepsTheQuotesOfAPuttyComment) {
  const std::string file =
      "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: \"my key\"\n";
  EXPECT_EQ(normalise(file), file);
}

}  // namespace
}  // namespace patrol::verify
