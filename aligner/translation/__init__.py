"""From text to translations with a CTranslate2 model."""
