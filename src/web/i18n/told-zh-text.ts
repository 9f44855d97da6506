/** The Chinese of what the name tagger and the encoders say. */
export const toldZhText: Readonly<Record<string, string>> = {
  'None of {} texts has a labelled name.': '{1} 条文本中没有一条标注了名称。',
  'Label some spans.': '请标注一些片段。',
  'The bytes are no name tagger of this version.': '这些字节不是本版本的名称识别模型。',
  'Train it again.': '请重新训练。',
  'Check the address, the model’s name and the key.': '请检查地址、模型名称与密钥。',
  '{}: vectors of different length.': '{1}：向量长度不一。',
  'Use one model.': '请只用一个模型。',
  'A model folder needs the package {}, which is not installed.': '使用模型文件夹需要软件包 {1}，尚未安装。',
  'Run npm install --no-save --ignore-scripts {}, or use an address of an embeddings service.':
    '请运行 npm install --no-save --ignore-scripts {1}，或改用向量服务的地址。',
  '{} has no model.onnx and vocab.txt.': '{1} 中没有 model.onnx 与 vocab.txt。',
  'Name the folder of a BERT model exported to ONNX.': '请指定导出为 ONNX 的 BERT 模型所在文件夹。',
  'Export the model again.': '请重新导出模型。',
};
