/// Spells Latin letters with the 26 of ASCII, as people do who have no others at hand.
enum LatinLetters {
  /// What is no Latin letter stays as it is; combining marks go.
  static func ascii(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(scalar)
      } else if (0x0300...0x036F).contains(scalar.value) {
        continue
      } else if let letters = spellings[scalar] {
        result.append(contentsOf: letters.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static let spellings: [Unicode.Scalar: String] = {
    var result: [Unicode.Scalar: String] = [:]
    for (letters, spelling) in rows {
      for scalar in letters.unicodeScalars { result[scalar] = spelling }
    }
    return result
  }()

  private static let rows: [(letters: String, spelling: String)] = [
    ("ÀÁÂÃÄÅĀĂĄǍǞǠȀȂȦẠẢẤẦẨẪẬẮẰẲẴẶ", "A"), ("àáâãäåāăąǎǟǡȁȃȧạảấầẩẫậắằẳẵặª", "a"),
    ("ÆǢǼ", "AE"), ("æǣǽ", "ae"), ("Ḃ", "B"), ("ḃ", "b"), ("ÇĆĈĊČ", "C"), ("çćĉċč", "c"),
    ("ÐĎĐḊḌ", "D"), ("ðďđḋḍ", "d"), ("ÈÉÊËĒĔĖĘĚȄȆȨẸẺẼẾỀỂỄỆƏ", "E"), ("èéêëēĕėęěȅȇȩẹẻẽếềểễệə", "e"),
    ("Ḟ", "F"), ("ḟ", "f"), ("ĜĞĠĢǤǦǴ", "G"), ("ĝğġģǥǧǵ", "g"), ("ĤĦȞḤ", "H"), ("ĥħȟḥ", "h"),
    ("ÌÍÎÏĨĪĬĮİǏȈȊỈỊ", "I"), ("ìíîïĩīĭįıǐȉȋỉị", "i"), ("Ĳ", "IJ"), ("ĳ", "ij"), ("Ĵ", "J"),
    ("ĵǰ", "j"), ("ĶǨ", "K"), ("ķĸǩ", "k"), ("ĹĻĽĿŁ", "L"), ("ĺļľŀł", "l"), ("Ṁ", "M"), ("ṁ", "m"),
    ("ÑŃŅŇŊǸ", "N"), ("ñńņňŋǹŉ", "n"), ("ÒÓÔÕÖØŌŎŐƠǑǪǬǾȌȎȪȬȮȰỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱọỏốồổỗộớờởỡợº", "o"), ("Œ", "OE"), ("œ", "oe"), ("Ṗ", "P"), ("ṗ", "p"),
    ("ŔŖŘȐȒ", "R"), ("ŕŗřȑȓ", "r"), ("ŚŜŞŠȘṠṢ", "S"), ("śŝşšșſṡṣ", "s"), ("ß", "ss"), ("ẞ", "SS"),
    ("ŢŤŦȚṪṬ", "T"), ("ţťŧțṫṭ", "t"), ("Þ", "TH"), ("þ", "th"),
    ("ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖỤỦỨỪỬỮỰ", "U"), ("ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự", "u"), ("ŴẀẂẄ", "W"),
    ("ŵẁẃẅ", "w"), ("ÝŶŸȲỲỴỶỸ", "Y"), ("ýÿŷȳỳỵỷỹ", "y"), ("ŹŻŽẒ", "Z"), ("źżžẓ", "z"),
    ("‘’ʼʹ´", "'"), ("‐‑–—", "-"), ("\u{A0}\u{202F}", " "),
  ]
}
